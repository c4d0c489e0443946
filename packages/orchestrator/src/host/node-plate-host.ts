import { nodeRunHost } from "@ohcs/records/host";
import { hostFacts } from "./host-facts.ts";
import type { PlateHost } from "./plate-host.ts";
import { readSuppliedJson, readSuppliedTable } from "./read-supplied-file.ts";
import { realPath } from "./real-path.ts";
import { sourceFacts } from "./source-facts.ts";

/** This machine: its memory and disks, its files, its processes; and its GPUs, where one says how to find them. */
export function nodePlateHost(parts: Pick<PlateHost, "gpus"> = {}): PlateHost {
  return Object.freeze({
    ...parts,
    specVersion: 1,
    facts: hostFacts,
    realPath,
    readTable: readSuppliedTable,
    readJson: readSuppliedJson,
    sourceFacts,
    run: nodeRunHost(),
  });
}
