import {
  CompiledPlate,
  contextFromJson,
  decodeContext,
  encodeContext,
  type Json,
  Phase,
  type PlaneKey,
  type ProcessingContext,
  sha256Hex,
} from "@ohcs/context";

/** A plane of a source plate. */
export interface PlaneFixture extends PlaneKey {
  readonly path: string;
}

/** A call: the name of a function of `fixtures/functions.mjs`, or that with overrides of the defaults. */
export type CallFixture = string | { readonly call: string; readonly [field: string]: Json };

/** One group of a step; omitted fields are empty. */
export interface GroupFixture {
  readonly key: string;
  readonly coordinates?: PlaneKey;
  readonly pattern?: string | null;
  readonly inputs?: Readonly<Record<string, readonly (number | null)[]>>;
  readonly images?: readonly string[];
}

/** A step plan as the tests write it. */
export interface StepFixture {
  readonly name: string;
  readonly chain?: readonly CallFixture[];
  readonly inputs?: Readonly<Record<string, Json>>;
  readonly groups: readonly GroupFixture[];
  readonly outputs?: Readonly<Record<string, Json>>;
  readonly variableComponents?: readonly string[];
  readonly [field: string]: unknown;
}

export interface ContextFixture {
  readonly well: string;
  readonly planes?: readonly PlaneFixture[];
  readonly steps: readonly StepFixture[];
  readonly [field: string]: unknown;
}

const VERSION = "1.0.0";
const CONTRACTS: Readonly<Record<string, string>> = { maxProjection: "volumeToSlice", describeImage: "3d" };

/** Names under which contexts of tests refer to modules. */
export const MODULES = {
  functions: "test:functions",
  disk: "@ohcs/filemanager/disk",
  memory: "@ohcs/filemanager/memory",
} as const;

const backends = {
  source: {
    use: { module: MODULES.disk, export: "diskBackend", version: VERSION },
    with: { root: "{source}", readOnly: true },
  },
  intermediate: { use: { module: MODULES.memory, export: "memoryBackend", version: VERSION }, with: {} },
  output: {
    name: "disk",
    plainFiles: true,
    use: { module: MODULES.disk, export: "diskBackend", version: VERSION },
    with: { root: "{output}" },
  },
};

/** A context as the compiler would make it, from plain data. */
export function contextOf({ well, planes = [], steps, ...fields }: ContextFixture): ProcessingContext {
  const json = {
    specVersion: 1,
    plateId: "P",
    axis: "well",
    axisId: well,
    images: planes.map(({ path, site = 0 }) => ({ path, page: 0, xUm: site * 10, yUm: 0 })),
    layout: planes.map(({ path: _, ...key }) => key),
    wells: [],
    plate: {
      handler: "fixture",
      calibration: { pixelSizeUm: 0.5 },
      channels: [{ id: "1", name: "DAPI" }],
      grid: { rows: 1, columns: 2 },
      tile: { width: 2, height: 2 },
    },
    config: { retries: 0, timeoutS: null },
    backends,
    gpu: null,
    metadataTarget: "openhcs_metadata.json",
    fingerprint: sha256Hex(`${well}${JSON.stringify(steps)}`),
    stepPlans: steps.map(planOf),
    ...fields,
  } as unknown as Readonly<Record<string, Json>>;
  // Decoded contexts share their plans, as those of a compiled plate do.
  return decodeContext(encodeContext(contextFromJson(json)));
}

function planOf({ name, chain = [], inputs, groups, outputs = {}, ...fields }: StepFixture, index: number) {
  return {
    stepIndex: index,
    stepName: name,
    subDir: "images",
    analysisResultsDir: "images_results",
    inputDir: "images_results",
    func: { "*": chain.map(callOf) },
    inputs: inputs ?? { image: { source: "images", kind: "image", step: null, output: null } },
    groups: groups.map((group) => ({
      coordinates: {},
      pattern: chain.length === 0 ? null : "*",
      inputs: {},
      images: [],
      ...group,
    })),
    outputs: Object.fromEntries(
      Object.entries(outputs).map(([key, output]) => [key, { memoryDir: null, store: null, ...(output as object) }]),
    ),
    ...fields,
  };
}

function callOf(fixture: CallFixture) {
  const { call, ...fields } = typeof fixture === "string" ? { call: fixture } : fixture;
  const contract = CONTRACTS[call] ?? "2d";
  return {
    module: MODULES.functions,
    export: call,
    version: VERSION,
    contract,
    inputs: [],
    outputs: {},
    with: {},
    ...fields,
  };
}

/** The input of a step from an earlier one. */
export function fromStep(step: number, output = "image"): Json {
  return { source: "step", kind: output.replace(/:.*/, ""), step, output };
}

/** Stored images in the listed directory. */
export function stored(fields: Readonly<Record<string, Json>> = {}): Json {
  return {
    backend: "output",
    directory: "images",
    extension: ".tif",
    name: null,
    dtype: "uint16",
    listed: true,
    ...fields,
  };
}

/** A stored table or JSON of each well. */
export function storedValue(name: string, extension: ".csv" | ".json"): Json {
  return { backend: "output", directory: "images_results", extension, name, dtype: null, listed: false };
}

/** A plate of one map phase, and reductions after it. */
export function plateOf(
  contexts: readonly ProcessingContext[],
  reductions: readonly { readonly context: ProcessingContext; readonly minWells?: number }[] = [],
): CompiledPlate {
  const map = phaseOf(0, "wells", "map", contexts);
  const phases = reductions.map(({ context, minWells = 0 }, i) =>
    phaseOf(i + 1, context.axisId, "reduce", [context], minWells),
  );
  const { wells, phases: none } = new CompiledPlate();
  return new CompiledPlate({
    plateId: "P",
    pipelineName: "fixture",
    wells: wells.concat(contexts.map(({ axisId }) => axisId)),
    phases: none.concat([map, ...phases]),
    fingerprint: sha256Hex("fixture"),
  });
}

function phaseOf(
  index: number,
  name: string,
  kind: "map" | "reduce",
  contexts: readonly ProcessingContext[],
  minWells = 0,
): Phase {
  return new Phase({ index, name, kind, minWells, contexts: new Phase().contexts.concat(contexts) });
}
