/** The source plate, read-only. */
export const SOURCE_BACKEND = "source";

/** What steps of one well hand to each other. */
export const INTERMEDIATE_BACKEND = "memory";

/** The output plate's root: records, supplied tables and committed outputs lie below it. */
export const OUTPUT_BACKEND = "disk";
