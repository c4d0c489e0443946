import { type Catalogue, catalogueOf, defineFold, defineFunction, lengthParameter, NO_PARAMETERS } from "@ohcs/context";
import { Type } from "@sinclair/typebox";

const version = "1.0.0";
const summary = "For tests.";
const module = "test:functions";
const run = () => ({});
const strict = { additionalProperties: false };

const maxProjection = defineFunction({
  name: "maxProjection",
  version,
  summary,
  module,
  run,
  params: NO_PARAMETERS,
  contract: "volumeToSlice",
  over: ["zIndex", "timepoint", "site"],
  intensity: "preserves",
  exact: true,
});

const gaussianBlur = defineFunction({
  name: "gaussianBlur",
  version,
  summary,
  module,
  run,
  params: Type.Object({ sigma: lengthParameter({ default: 1, minimum: 0, maximum: 100 }) }, strict),
});

const subtractOffset = defineFunction({
  name: "subtractOffset",
  version,
  summary,
  module,
  run,
  params: NO_PARAMETERS,
  intensity: "affine",
});

const histogram = defineFunction({
  name: "histogram",
  version,
  summary,
  module,
  run,
  params: NO_PARAMETERS,
  returnsImage: false,
  outputs: { histogram: { kind: "json" } },
});

const plateThreshold = defineFold({
  name: "plateThreshold",
  version,
  summary,
  module,
  params: NO_PARAMETERS,
  inputs: { histogram: { kind: "json" } },
  outputs: { threshold: { kind: "json" }, samples: { kind: "table" } },
  empty: () => 0,
  add: (state) => state,
  merge: (state) => state,
  finish: () => ({}),
});

const aboveThreshold = defineFunction({
  name: "aboveThreshold",
  version,
  summary,
  module,
  run,
  params: NO_PARAMETERS,
  inputs: { image: { kind: "image" }, threshold: { kind: "json" } },
});

const normalize = defineFunction({
  name: "normalize",
  version,
  summary,
  module,
  run,
  params: Type.Object(
    { low: Type.Number({ default: 1 }), mode: Type.Union([Type.Literal("a"), Type.Literal("b")]) },
    strict,
  ),
  dtype: "float32",
});

const segmentNuclei = defineFunction({
  name: "segmentNuclei",
  version,
  summary,
  module,
  run,
  params: Type.Object({ minContrast: Type.Number({ default: 5, minimum: 0 }) }, strict),
  returnsImage: false,
  outputs: { quality: { kind: "table" }, nuclei: { kind: "labels" } },
});

const countNuclei = defineFunction({
  name: "countNuclei",
  version,
  summary,
  module,
  run,
  params: NO_PARAMETERS,
  returnsImage: false,
  outputs: { counts: { kind: "table" } },
});

const measureObjects = defineFunction({
  name: "measureObjects",
  version,
  summary,
  module,
  run,
  params: NO_PARAMETERS,
  returnsImage: false,
  inputs: { labels: { kind: "labels" }, "*": { kind: "image" } },
  outputs: { objects: { kind: "table" } },
  measures: ["intensity"],
});

const measureTexture = defineFunction({
  name: "measureTexture",
  version,
  summary,
  module,
  run,
  params: NO_PARAMETERS,
  returnsImage: false,
  outputs: { texture: { kind: "table" } },
  measures: ["texture"],
});

const tilePositions = defineFunction({
  name: "tilePositions",
  version,
  summary,
  module,
  run,
  params: NO_PARAMETERS,
  contract: "3d",
  needsTilePlaces: true,
  over: ["site"],
  returnsImage: false,
  outputs: { positions: { kind: "json" } },
});

const assembleTiles = defineFunction({
  name: "assembleTiles",
  version,
  summary,
  module,
  run,
  params: NO_PARAMETERS,
  contract: "volumeToSlice",
  over: ["site"],
  intensity: "preserves",
  geometry: "mosaic",
  inputs: { image: { kind: "image" }, positions: { kind: "json" } },
});

const gpuBlur = defineFunction({
  name: "gpuBlur",
  version,
  summary,
  module,
  params: NO_PARAMETERS,
  memory: "webgpu",
  gpu: { run: () => ({}) },
});

const gpuTwin = defineFunction({
  name: "gpuTwin",
  version,
  summary,
  module,
  run,
  params: NO_PARAMETERS,
  gpu: { run, memoryFactor: 3, workPlanes: 1 },
});

const mergeTables = defineFunction({
  name: "mergeTables",
  version,
  summary,
  module,
  run,
  params: NO_PARAMETERS,
  scope: "reduce",
  reduction: "join",
  returnsImage: false,
  inputs: { table: { kind: "table" } },
  outputs: { merged: { kind: "table" } },
});

const summarizeWells = defineFunction({
  name: "summarizeWells",
  version,
  summary,
  module,
  run,
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
  name: "percentOfMap",
  version,
  summary,
  module,
  run,
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
