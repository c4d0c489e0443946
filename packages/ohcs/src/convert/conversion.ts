import { type ConfigSource, fieldSource, filterWells } from "@ohcs/compiler";
import { type Choice, type PipelineSpec, type PlateManifest, type ResolvedConfig, step } from "@ohcs/context";
import { identity } from "@ohcs/functions";
import { fail } from "../errors.ts";

/** Formats that plates can be written in. */
export type PlateFormat = "ome-zarr" | "tiff" | "imagexpress";

/** A conversion is a run: of this pipeline, on this plate, with this said of the configuration. */
export interface Conversion {
  readonly pipeline: PipelineSpec;
  /** In which format, and under which names; over all other sources. */
  readonly sources: readonly ConfigSource[];
}

/** One step that gives back what it reads; images that are absent stay absent. */
const PIPELINE: PipelineSpec = { name: "convert", steps: [step("copy", { func: identity(), onMissing: "skip" })] };

const BACKENDS = { "ome-zarr": "zarr", tiff: "disk" } as const;

/**
 * How to convert a plate: planes by coordinate, with what is known of channels, positions and calibration.
 * @throws `PLATE_UNCONVERTIBLE`
 */
export function conversionOf(
  manifest: PlateManifest,
  to: PlateFormat,
  { wellFilter }: Pick<ResolvedConfig, "wellFilter">,
): Conversion {
  const origin = { kind: "flag", name: "--to" } as const;
  const wells = filterWells(manifest.wells, wellFilter).kept;
  const layer = {
    materializationBackend: to === "imagexpress" ? imageXpressChoice({ ...manifest, wells }) : BACKENDS[to],
    outputSuffix: `_${to}`,
    subDir: folderName(manifest.plateId),
  };
  return {
    pipeline: PIPELINE,
    sources: Object.entries(layer).map(([field, value]) => fieldSource([field], value, origin)),
  };
}

/** The backend that names planes as MetaXpress does, with its facts about the plate. */
function imageXpressChoice(manifest: PlateManifest): Choice {
  const { plateId, wells, channels, grid, images, calibration, objective, plateFormat } = manifest;
  const zIndexes = new Set(images.map(({ zIndex }) => zIndex));
  if (zIndexes.has(0) && zIndexes.size > 1) throw beginsAtZero(plateId);
  const [first] = images;
  const plate = {
    name: folderName(plateId),
    wells: [...wells],
    plateFormat: plateFormat == null ? null : { ...plateFormat },
    channels: channels.map(({ id, name, emissionNm = null, exposureMs = null }) => ({
      id,
      name,
      emissionNm,
      exposureMs,
    })),
    grid: grid && { ...grid },
    objective: objective == null ? null : { ...objective },
    zSteps: zIndexes.size,
    zStepUm: calibration.zStepUm ?? null,
    timepoints: new Set(images.map(({ timepoint }) => timepoint)).size,
    first: {
      site: first?.site ?? 1,
      channel: first?.channel ?? "1",
      zIndex: first?.zIndex ?? 1,
      timepoint: first?.timepoint ?? 1,
    },
  };
  return { use: "imageXpress", with: { plate } };
}

function beginsAtZero(plateId: string): Error {
  const message = `Cannot convert '${plateId}' to ImageXpress: expected z planes from 1, got z 0 among others`;
  return fail("PLATE_UNCONVERTIBLE", message, { details: { plateId } });
}

/** The plate's name as a folder may be called. */
function folderName(plateId: string): string {
  const name = plateId.replaceAll(/[^A-Za-z0-9_-]+/g, "_").replace(/^[^A-Za-z0-9]+/, "");
  return name === "" ? "plate" : name;
}
