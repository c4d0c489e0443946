/** The memory backend. */
export {};
