import { type ConfigSource, fieldSource } from "@ohcs/compiler";
import { type PipelineSpec, type PlateManifest, step } from "@ohcs/context";
import { identity } from "@ohcs/functions";
import { withWindows } from "./with-windows.ts";

/** Formats that plates can be written in. */
export type PlateFormat = "ome-zarr" | "tiff";

/** A conversion is a run: of this pipeline, on this plate, with this said of the configuration. */
export interface Conversion {
  readonly pipeline: PipelineSpec;
  /** The plate, and of OME-Zarr the range of intensities that viewers show of each channel. */
  readonly manifest: PlateManifest;
  /** In which format, and under which names; over all other sources. */
  readonly sources: readonly ConfigSource[];
}

/** One step that gives back what it reads; images that are absent stay absent. */
const PIPELINE: PipelineSpec = { name: "convert", steps: [step("copy", { func: identity(), onMissing: "skip" })] };

/**
 * How to convert a plate: planes by coordinate, with what is known of channels, positions and calibration. Of the source,
 * some planes are read.
 */
export async function conversionOf(manifest: PlateManifest, to: PlateFormat): Promise<Conversion> {
  const origin = { kind: "flag", name: "--to" } as const;
  const layer = {
    materializationBackend: to === "ome-zarr" ? "zarr" : "disk",
    outputSuffix: `_${to}`,
    subDir: folderName(manifest.plateId),
  };
  return {
    pipeline: PIPELINE,
    manifest: to === "ome-zarr" ? await withWindows(manifest) : manifest,
    sources: Object.entries(layer).map(([field, value]) => fieldSource([field], value, origin)),
  };
}

/** The plate's name as a folder may be called. */
function folderName(plateId: string): string {
  const name = plateId.replaceAll(/[^A-Za-z0-9_-]+/g, "_").replace(/^[^A-Za-z0-9]+/, "");
  return name === "" ? "plate" : name;
}
