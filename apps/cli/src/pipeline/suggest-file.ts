import { readdir } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { presets } from "@ohcs/functions/presets";
import { didYouMean } from "../catalogue/nearest-names.ts";

/** What a file that is not there could have meant: a preset without its prefix, or a file beside. */
export async function suggestFile(file: string, named: string): Promise<string | null> {
  if (Object.hasOwn(presets, named)) return `Did you mean 'preset:${named}'?`;
  const beside = await readdir(dirname(file)).catch(() => []);
  const folder = dirname(named);
  return didYouMean(named, [
    ...beside.filter((name) => name !== basename(file)).map((name) => join(folder, name)),
    ...Object.keys(presets).map((name) => `preset:${name}`),
  ]);
}
