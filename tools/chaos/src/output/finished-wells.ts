import { readdir, readFile } from "node:fs/promises";
import { basename, join } from "node:path";
import type { WellRecord } from "@ohcs/context";

/** Well → text of its record, for wells whose record says success. */
export async function finishedWells(root: string): Promise<ReadonlyMap<string, string>> {
  const folder = join(root, ".ohcs", "wells");
  const names = (await readdir(folder).catch(() => [])).filter((name) => name.endsWith(".json")).toSorted();
  const texts = await Promise.all(names.map((name) => readFile(join(folder, name), "utf8")));
  const entries = names.map((name, i) => [basename(name, ".json"), texts[i] ?? ""] as const);
  return new Map(entries.filter(([, text]) => (JSON.parse(text) as WellRecord).result.status === "success"));
}
