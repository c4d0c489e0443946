import type { HostFacts, PipelineSpec, PlaneCoordinates, PlateManifest, SourceImage, StepSpec } from "@ohcs/context";
import { builtInBackends } from "@ohcs/filemanager/built-in";
import { type CompileInput, compilePlate } from "../src/compile-plate.ts";
import { DEFAULT_CONFIG } from "../src/config/config-schema.ts";
import { catalogueWith } from "./catalogue-fixture.ts";

/** The dimensions of a test plate; channels are "1", "2", … with the given names. */
export interface PlateShape {
  readonly wells?: readonly string[];
  readonly sites?: number;
  readonly channels?: readonly string[];
  readonly planes?: number;
  readonly timepoints?: number;
  /** Planes that are left out. */
  readonly without?: (image: PlaneCoordinates & { readonly well: string }) => boolean;
  readonly pixelSizeUm?: number | null;
}

const header = { width: 10, height: 8, dtype: "uint16", pages: 1 } as const;

/** A manifest as made by a handler. */
export function manifestOf(shape: PlateShape = {}): PlateManifest {
  const { wells = ["A01", "A02"], channels = ["DAPI", "GFP"], pixelSizeUm = 0.5, without = () => false } = shape;
  const images = wells.flatMap((well) => imagesOf(well, shape, channels.length)).filter((image) => !without(image));
  const filled = new Set(images.map(({ well }) => well));
  return {
    specVersion: 1,
    plateId: "P",
    root: "/data/P",
    handler: "fixture",
    images,
    wells: wells.filter((well) => filled.has(well)),
    channels: channels.map((name, i) => ({ id: String(i + 1), name })),
    grid: { rows: 1, columns: shape.sites ?? 2 },
    calibration: { pixelSizeUm },
    notices: [],
  };
}

function imagesOf(
  well: string,
  { sites = 2, planes = 3, timepoints = 1 }: PlateShape,
  channels: number,
): SourceImage[] {
  const images: SourceImage[] = [];
  for (let timepoint = 1; timepoint <= timepoints; timepoint++)
    for (let site = 1; site <= sites; site++)
      for (let channel = 1; channel <= channels; channel++)
        for (let zIndex = 1; zIndex <= planes; zIndex++)
          images.push(imageOf(well, { site, channel: String(channel), zIndex, timepoint }));
  return images;
}

function imageOf(well: string, coordinates: PlaneCoordinates): SourceImage {
  const { site, channel, zIndex, timepoint } = coordinates;
  const path = `${well}_s${site}_w${channel}_z${zIndex}_t${timepoint}.tif`;
  return {
    ...coordinates,
    well,
    path,
    page: 0,
    bytes: 200,
    mtimeMs: 1000,
    header,
    position: { xUm: site * 10, yUm: 0 },
  };
}

/** A machine that causes no problems. */
export const host: HostFacts = {
  cores: 2,
  memoryBytes: 8 * 2 ** 30,
  output: { root: "/data/P_openhcs", writable: true, freeBytes: 2 ** 40, earlier: null },
  sourceRoot: "/data/P",
  gpu: null,
};

/** The default compilation input of tests. */
export function inputOf(
  pipeline: PipelineSpec | readonly PipelineSpec["steps"][number][],
  rest: Partial<CompileInput> = {},
) {
  const spec = "steps" in pipeline ? pipeline : { name: "test", steps: pipeline };
  return {
    pipeline: spec,
    manifest: manifestOf(),
    catalogue: catalogueWith(),
    backends: builtInBackends,
    host,
    config: DEFAULT_CONFIG,
    ...rest,
  };
}

/** Compiles, expects no error, and returns the contexts of the wells. */
export function contextsOf(steps: PipelineSpec["steps"], rest: Partial<CompileInput> = {}) {
  const { diagnostics, plate } = compilePlate(inputOf(steps, rest));
  if (plate === null) throw new Error(`Cannot compile: ${JSON.stringify(diagnostics, null, 1)}`);
  return plate.phases.first()?.contexts.toArray() ?? [];
}

/** Compiles and returns code, place and hint of each diagnostic, in order. */
export function problemsOf(steps: PipelineSpec["steps"], rest: Partial<CompileInput> = {}) {
  return compilePlate(inputOf(steps, rest)).diagnostics;
}

/** A step, for tables of invalid ones: any input a user might write, well-formed or not. */
export function stepOf(name: string, settings: object): StepSpec {
  return { name, ...settings } as unknown as StepSpec;
}
