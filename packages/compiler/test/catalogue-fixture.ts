import {
  type Catalogue,
  catalogueOf,
  defineFold,
  defineFunction,
  lengthParameter,
  NO_PARAMETERS,
  Type,
} from "@ohcs/context";

const module = "test:functions";
const run = () => ({});
const described = { version: "1.0.0", summary: "For tests.", module, params: NO_PARAMETERS };
const base = { ...described, run };
const strict = { additionalProperties: false };

const maxProjection = defineFunction({
  ...base,
  name: "maxProjection",
  contract: "volumeToSlice",
  over: ["zIndex", "timepoint", "site"],
  intensity: "preserves",
  exact: true,
});

const gaussianBlur = defineFunction({
  ...base,
  name: "gaussianBlur",
  params: Type.Object({ sigma: lengthParameter({ default: 1, minimum: 0, maximum: 100 }) }, strict),
});

const subtractOffset = defineFunction({
  ...base,
  name: "subtractOffset",
  intensity: "affine",
});

const histogram = defineFunction({
  ...base,
  name: "histogram",
  returnsImage: false,
  outputs: { histogram: { kind: "json" } },
});

const plateThreshold = defineFold({
  ...described,
  name: "plateThreshold",
  inputs: { histogram: { kind: "json" } },
  outputs: { threshold: { kind: "json" }, samples: { kind: "table" } },
  empty: () => 0,
  add: (state) => state,
  merge: (state) => state,
  finish: () => ({}),
});

const aboveThreshold = defineFunction({
  ...base,
  name: "aboveThreshold",
  inputs: { image: { kind: "image" }, threshold: { kind: "json" } },
});

const normalize = defineFunction({
  ...base,
  name: "normalize",
  params: Type.Object(
    { low: Type.Number({ default: 1 }), mode: Type.Union([Type.Literal("a"), Type.Literal("b")]) },
    strict,
  ),
  dtype: "float32",
});

const segmentNuclei = defineFunction({
  ...base,
  name: "segmentNuclei",
  params: Type.Object({ minContrast: Type.Number({ default: 5, minimum: 0 }) }, strict),
  returnsImage: false,
  outputs: { quality: { kind: "table" }, nuclei: { kind: "labels" } },
});

const countNuclei = defineFunction({
  ...base,
  name: "countNuclei",
  returnsImage: false,
  outputs: { counts: { kind: "table" } },
});

const measureObjects = defineFunction({
  ...base,
  name: "measureObjects",
  returnsImage: false,
  inputs: { labels: { kind: "labels" }, "*": { kind: "image" } },
  outputs: { objects: { kind: "table" } },
  measures: ["intensity"],
});

const measureTexture = defineFunction({
  ...base,
  name: "measureTexture",
  returnsImage: false,
  outputs: { texture: { kind: "table" } },
  measures: ["texture"],
});

const tilePositions = defineFunction({
  ...base,
  name: "tilePositions",
  contract: "3d",
  needsTilePlaces: true,
  over: ["site"],
  returnsImage: false,
  outputs: { positions: { kind: "json" } },
});

const assembleTiles = defineFunction({
  ...base,
  name: "assembleTiles",
  contract: "volumeToSlice",
  over: ["site"],
  intensity: "preserves",
  geometry: "mosaic",
  inputs: { image: { kind: "image" }, positions: { kind: "json" } },
});

const gpuBlur = defineFunction({
  ...described,
  name: "gpuBlur",
  memory: "webgpu",
  gpu: { run: () => ({}) },
});

const gpuTwin = defineFunction({
  ...base,
  name: "gpuTwin",
  gpu: { run, memoryFactor: 3, workPlanes: 1 },
});

const mergeTables = defineFunction({
  ...base,
  name: "mergeTables",
  scope: "reduce",
  reduction: "join",
  returnsImage: false,
  inputs: { table: { kind: "table" } },
  outputs: { merged: { kind: "table" } },
});

const summarizeWells = defineFunction({
  ...base,
  name: "summarizeWells",
  params: Type.Object(
    {
      per: Type.Array(Type.String(), { default: [] }),
      rows: Type.Array(Type.Unknown(), { default: [] }),
    },
    strict,
  ),
  scope: "reduce",
  addsUpWells: true,
  returnsImage: false,
  inputs: { "*": { kind: "table", optional: true }, map: { kind: "table", optional: true } },
  outputs: { wells: { kind: "table" } },
});

const percentOfMap = defineFunction({
  ...base,
  name: "percentOfMap",
  params: Type.Object({ column: Type.String() }, strict),
  scope: "reduce",
  returnsImage: false,
  inputs: { table: { kind: "table" }, map: { kind: "table" } },
  outputs: { percent: { kind: "table" } },
});

/** One function of each kind, as authors write them. */
export const functions = {
  maxProjection,
  gaussianBlur,
  subtractOffset,
  histogram,
  plateThreshold,
  aboveThreshold,
  normalize,
  segmentNuclei,
  countNuclei,
  measureObjects,
  measureTexture,
  tilePositions,
  assembleTiles,
  gpuBlur,
  gpuTwin,
  mergeTables,
  summarizeWells,
  percentOfMap,
};

/** The catalogue of {@link functions}, with additions or replacements by a test. */
export function catalogueWith(others: Readonly<Record<string, unknown>> = {}): Catalogue {
  return catalogueOf({ [module]: { ...functions, ...others } });
}
