import { resolve } from "node:path";
import { isOhcsError } from "@ohcs/context";
import { foundRuns } from "@ohcs/records/host";
import { type PlateImages, runImages, sourceImages } from "@ohcs/viewer/disk";
import { openSource, type SourceValues, sourceStorage } from "ohcs/compose";
import { programModules } from "ohcs/modules";
import type { ConfigFlags } from "../config/config-flags.ts";
import { loadConfig } from "../config/load-config.ts";

/** A folder whose images are looked at, and what is said about how to read it. */
export interface ImagesValues extends SourceValues, Pick<ConfigFlags, "handler"> {
  /** Where the source plate of an output plate lies now. */
  readonly source: string | undefined;
}

/** The images of the output plate that the folder is, else of the source plate in it. @throws errors of `openPlate`, `RUN_CORRUPT` */
export async function openImages(
  { handler, source, ...values }: ImagesValues,
  directory: string,
): Promise<PlateImages> {
  const run = await ownRun(resolve(directory, values.plate));
  const from = source === undefined ? {} : { source: resolve(directory, source) };
  if (run !== null) return runImages(run.root, { modules: programModules(), ...from });
  const { stack } = await loadConfig({ handler }, directory);
  const manifest = await openSource(values, stack, directory);
  return sourceImages(manifest, await sourceStorage(manifest, directory));
}

async function ownRun(folder: string) {
  try {
    return (await foundRuns(folder)).own;
  } catch (error) {
    if (isOhcsError(error, "RUN_NOT_FOUND")) return null;
    throw error;
  }
}
