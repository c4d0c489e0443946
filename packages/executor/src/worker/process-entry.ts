/** The entry of a worker process. */
export {};
