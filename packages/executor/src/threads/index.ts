/** Runs wells in worker threads. */
export {};
