import type { CompiledPlate } from "@ohcs/context";
import { modulePath, type OutputFolder, readMetadata, suppliedPath } from "@ohcs/records";
import type { ExecuteOptions } from "./execute-options.ts";

/** Clears what earlier runs left behind and stores what workers will read. Returns where modules lie. */
export async function prepareOutput(
  folder: OutputFolder,
  { plate, supplied = {}, userModules = {}, startup }: ExecuteOptions,
): Promise<Readonly<Record<string, string>>> {
  await folder.sweep();
  await readMetadata(folder, metadataTarget(plate));
  for (const [sha256, value] of Object.entries(supplied))
    await folder.writeText(suppliedPath(sha256), JSON.stringify(value));
  const modules: Record<string, string> = {};
  for (const [name, text] of Object.entries(userModules)) {
    const path = modulePath(name);
    await folder.writeText(path, text);
    modules[name] = folder.urlOf(path);
  }
  return { ...startup.modules, ...modules };
}

function metadataTarget(plate: CompiledPlate): string {
  const [context] = plate.phases.flatMap(({ contexts }) => contexts);
  return context?.metadataTarget ?? "openhcs_metadata.json";
}
