import type { SourceFile } from "@ohcs/context";

/** Files of equal length and age with these paths. */
export function plateFiles(...paths: readonly string[]): readonly SourceFile[] {
  return paths.map((path) => ({ path, bytes: 2048, mtimeMs: 1 }));
}
