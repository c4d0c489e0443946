import { nodeRunHost } from "@ohcs/executor/host";
import { hostFacts } from "./host-facts.ts";
import type { PlateHost } from "./plate-host.ts";
import { readSuppliedJson, readSuppliedTable } from "./read-supplied-file.ts";
import { sourceFacts } from "./source-facts.ts";

/** This machine: its memory and disks, its files, its processes. */
export function nodePlateHost(): PlateHost {
  return Object.freeze({
    ...{ specVersion: 1, facts: hostFacts, readTable: readSuppliedTable, readJson: readSuppliedJson },
    ...{ sourceFacts, run: nodeRunHost() },
  });
}
