import type { PlateFile } from "../src/manifest/plate-file.ts";

/** Files of equal length and age with these paths. */
export function plateFiles(...paths: readonly string[]): readonly PlateFile[] {
  return paths.map((path) => ({ path, bytes: 2048, mtimeMs: 1 }));
}
