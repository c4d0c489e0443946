/** `npm run bench`: runs the benchmarks. */
export {};
