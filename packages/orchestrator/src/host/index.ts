/** The Node side of an orchestrator: facts of the machine, supplied tables, and the place of a run. */
export { hostFacts } from "./host-facts.ts";
export { nodePlateHost } from "./node-plate-host.ts";
export { readSuppliedTable } from "./read-supplied-table.ts";
