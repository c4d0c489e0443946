import type { CompiledPlate } from "@ohcs/context";
import { outputsOfPlates, type PlateOutputs, readPlateOutputs } from "@ohcs/records";
import type { PlateHost } from "../host/plate-host.ts";

/** The name of the root of a plate among those of a run over plates. */
export function rootName(plate: string): string {
  return `plate:${plate}`;
}

/** Of the roots of a run over plates, the output plates that it reads, by plate; none where it is the run of a plate. */
export function plateRoots(roots: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
  const prefix = rootName("");
  const named = Object.entries(roots).filter(([name]) => name.startsWith(prefix));
  return Object.fromEntries(named.map(([name, folder]) => [name.slice(prefix.length), folder]));
}

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
    const root = roots[rootName(plate)];
    if (root === undefined) return { plate, obstacle: "neverRun", files: [], absent: {} } as const;
    const folder = root.replace(/^.*[/\\]/, "");
    return readPlateOutputs(host.run.readOutput(root), { plate, folder }, names);
  });
  return Promise.all(outputs);
}
