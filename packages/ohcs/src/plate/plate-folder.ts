import { readFile } from "node:fs/promises";
import { join, resolve } from "node:path";
import { checkedObjectUrl, isObjectUrl } from "@ohcs/filemanager/disk";

/** Where the plate that the user named lies: a web address, or the plate's folder, relative to `directory`. */
export async function locatePlate(plate: string, directory: string): Promise<string> {
  return isObjectUrl(plate) ? checkedObjectUrl(plate) : plateFolder(resolve(directory, plate));
}

/**
 * The plate's own folder: where `ohcs synth DIR` wrote a plate, `DIR` means the plate in it, which its truth names.
 * Any other folder means itself.
 */
export async function plateFolder(folder: string): Promise<string> {
  const plate = await readFile(join(folder, "truth.json"), "utf8").then(plateNamed, () => null);
  return plate === null ? folder : join(folder, plate);
}

function plateNamed(truth: string): string | null {
  try {
    const { plate } = JSON.parse(truth) as { readonly plate?: unknown };
    return typeof plate === "string" && /^[\w\- ]+$/.test(plate) ? plate : null;
  } catch {
    return null;
  }
}
