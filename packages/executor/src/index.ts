/** Runs compiled contexts. */
export {};
