/** The source plate, read-only. */
export const SOURCE_BACKEND = "source";

/** The folder in which the output plates of a reduction over plates lie, read-only. */
export const PLATES_BACKEND = "plates";

/** What steps of one well hand to each other. */
export const INTERMEDIATE_BACKEND = "intermediate";

/** The output plate's root: records, supplied tables and committed outputs lie below it. */
export const OUTPUT_BACKEND = "output";
