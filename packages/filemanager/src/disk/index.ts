/** The disk backend (Node only). */
export {};
