/** Runs wells in worker processes. */
export {};
