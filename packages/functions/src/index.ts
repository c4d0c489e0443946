/** Image operations and their catalogue. */
export {};
