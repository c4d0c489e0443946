import { mkdir, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { sha256Hex, type WellFile } from "@ohcs/context";
import type { PlateFolders } from "./plate-folders.ts";

/** Writes a table of one row, which names its well, as if that had committed it. */
export async function commitTable({ output }: PlateFolders, well: string, name: string): Promise<WellFile> {
  const path = `images_results/${well}_${name}.csv`;
  const text = `Metadata_Well\n${well}\n`;
  await mkdir(join(output, dirname(path)), { recursive: true });
  await writeFile(join(output, path), text);
  return { well, path, sha256: sha256Hex(text) };
}
