/** Runs wells in the calling thread. */
export {};
