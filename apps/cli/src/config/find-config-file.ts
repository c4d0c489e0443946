import { readdir } from "node:fs/promises";
import { dirname, join } from "node:path";

/** Every name that a configuration file may have. */
export const CONFIG_FILE_NAMES = ["yaml", "yml", "json", "ts", "js", "mjs"].map((format) => `ohcs.config.${format}`);

/** Configuration files of the nearest folder that has any, from `directory` upwards, by absolute path; several are one too many. */
export async function findConfigFiles(directory: string): Promise<readonly string[]> {
  const names = await readdir(directory).catch(() => []);
  const found = names.filter((name) => CONFIG_FILE_NAMES.includes(name)).toSorted();
  if (found.length > 0) return found.map((name) => join(directory, name));
  const above = dirname(directory);
  return above === directory ? [] : findConfigFiles(above);
}
