/** The entry of a worker thread. */
export {};
