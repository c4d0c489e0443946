/** Walks plate folders on disk (Node only). */
export {};
