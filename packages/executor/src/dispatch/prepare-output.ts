import { type CompiledPlate, sha256Hex } from "@ohcs/context";
import { modulePath, type OutputFolder, provedSupplied, readMetadata, suppliedPath } from "@ohcs/records";
import type { ExecuteOptions } from "./execute-options.ts";

/** Clears what earlier runs left behind and stores what workers will read. Returns where modules lie. @throws `RUN_FILE_CHANGED` */
export async function prepareOutput(
  folder: OutputFolder,
  { plate, supplied = {}, userModules = {}, startup }: ExecuteOptions,
): Promise<Readonly<Record<string, string>>> {
  await folder.sweep();
  await readMetadata(folder, metadataTarget(plate));
  for (const [sha256, value] of Object.entries(supplied))
    await folder.writeText(suppliedPath(sha256), JSON.stringify(provedSupplied(sha256, value)));
  const modules: Record<string, string> = {};
  for (const [name, text] of Object.entries(userModules)) {
    const path = modulePath(sha256Hex(text));
    await folder.writeText(path, text);
    modules[name] = folder.urlOf(path);
  }
  return { ...startup.modules, ...modules };
}

function metadataTarget(plate: CompiledPlate): string {
  const [context] = plate.phases.flatMap(({ contexts }) => contexts);
  return context?.metadataTarget ?? "openhcs_metadata.json";
}
