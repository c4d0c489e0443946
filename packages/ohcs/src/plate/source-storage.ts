import type { PlateManifest } from "@ohcs/context";
import { FileManager } from "@ohcs/filemanager";
import { BACKENDS } from "../modules/load-backends.ts";
import { locate } from "../modules/locate.ts";

/**
 * What loads the images of a source plate, read-only: the backend that its manifest names, by that name; packages from `directory`.
 * @throws whatever `locate` throws
 */
export async function sourceStorage(
  { root, backend = "disk" }: Pick<PlateManifest, "root" | "backend">,
  directory: string,
): Promise<FileManager> {
  const { value } = await locate(backend, { from: directory, kind: BACKENDS });
  return new FileManager({ [backend]: () => value.create({ root, readOnly: true }) });
}
