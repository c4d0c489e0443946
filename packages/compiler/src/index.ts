/** Turns a pipeline and a manifest into frozen processing contexts, or into all the problems. */
export {};
