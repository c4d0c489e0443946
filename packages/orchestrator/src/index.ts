/** The life cycle of plates: initialise, compile, execute. */
export {};
