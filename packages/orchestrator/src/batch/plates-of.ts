import type { CompiledPlate } from "@ohcs/context";
import { outputsOfPlates, type PlateOutputs, plateRootName, readPlateOutputs } from "@ohcs/records";
import type { PlateHost } from "../host/plate-host.ts";

/** What a run over plates reads of them; those that have no root among `roots` are taken as never run. */
export function platesOf(
  { phases, wells }: CompiledPlate,
  roots: Readonly<Record<string, string>>,
  host: PlateHost,
): Promise<readonly PlateOutputs[]> {
  const contexts = phases.toArray().flatMap((phase) => phase.contexts.toArray());
  const names = outputsOfPlates(contexts);
  if (contexts.every(({ axis }) => axis !== "batch")) return Promise.resolve([]);
  const outputs = wells.toArray().map((plate) => {
    const root = roots[plateRootName(plate)];
    if (root === undefined) return { plate, obstacle: "neverRun", files: [], absent: {} } as const;
    const folder = root.replace(/^.*[/\\]/, "");
    return readPlateOutputs(host.run.readOutput(root), { plate, folder }, names);
  });
  return Promise.all(outputs);
}
