import { resolve } from "node:path";
import { isOhcsError } from "@ohcs/context";
import { foundRuns } from "@ohcs/records/host";
import { type PlateImages, runImages, sourceImages } from "@ohcs/viewer/disk";
import { openSource, type SourceValues, sourceStorage } from "ohcs/compose";
import { programModules } from "ohcs/modules";
import type { ConfigFlags } from "../commands/command-options.ts";
import { loadConfig } from "../config/load-config.ts";
import { fail } from "../errors.ts";

/** A folder whose images are looked at, and what is said about how to read it. */
export interface ImagesValues extends SourceValues, Pick<ConfigFlags, "handler"> {
  /** Where the source plate of an output plate lies now. */
  readonly source: string | undefined;
}

/**
 * The images of the output plate that the folder is; else of those that it holds, else of the source plate in it.
 * @throws errors of `openPlate`, `RUN_CORRUPT`, `USAGE_INVALID` for one source of several plates
 */
export async function openImages(
  { handler, source, ...values }: ImagesValues,
  directory: string,
): Promise<readonly PlateImages[]> {
  const roots = await outputPlates(resolve(directory, values.plate));
  if (source !== undefined && roots.length > 1)
    throw fail("USAGE_INVALID", `Cannot use '--source': expected one output plate with it, got ${roots.length}`);
  const from = source === undefined ? {} : { source: resolve(directory, source) };
  if (roots.length > 0)
    return Promise.all(roots.map((root) => runImages(root, { modules: programModules(), ...from })));
  const { stack } = await loadConfig({ handler }, directory);
  const manifest = await openSource(values, stack, directory);
  return [sourceImages(manifest, await sourceStorage(manifest, directory))];
}

async function outputPlates(folder: string): Promise<readonly string[]> {
  try {
    const found = await foundRuns(folder);
    return (found.own === null ? found.below : [found.own]).map(({ root }) => root);
  } catch (error) {
    if (isOhcsError(error, "RUN_NOT_FOUND")) return [];
    throw error;
  }
}
