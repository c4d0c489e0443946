import fc from "fast-check";

// Each property from the seed of the run; a failure names it, and how to repeat its case.
fc.configureGlobal({ seed: Number(process.env.OHCS_TEST_SEED) });
