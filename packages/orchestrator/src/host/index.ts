/** The Node side of an orchestrator: facts of the machine, supplied files, and the place of a run. */
export { hostFacts } from "./host-facts.ts";
export { nodePlateHost } from "./node-plate-host.ts";
export { readSuppliedJson, readSuppliedTable } from "./read-supplied-file.ts";
