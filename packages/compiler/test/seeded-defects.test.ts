import type { Diagnostic, PlateManifest } from "@ohcs/context";
import { expect, test } from "vitest";
import { cleanJob, compileJob, FILE, type TwinJob } from "./clean-twin.ts";
import { inventoryOf, sampleAdapter } from "./gpu-fixture.ts";

type Place = Omit<Diagnostic["where"], "step"> & { readonly step?: string };

/** The defect's description, the code and place under which it is reported, the change, and what else is reported. */
type Defect = readonly [
  what: string,
  code: string,
  where: Place,
  seed: (job: TwinJob) => void,
  reported?: Partial<Diagnostic>,
];

const set = (index: number, settings: object) => (job: TwinJob) =>
  Object.assign(job.pipeline.steps[index] ?? {}, settings);
const inFile = (fields: object) => (job: TwinJob) => Object.assign(job.configFile, fields);
const onHost = (facts: object) => (job: TwinJob) => Object.assign(job.host, facts);
const atOutput = (facts: object) => (job: TwinJob) => Object.assign(job.host.output, facts);
const use = (name: string, parameters: object = {}) => ({ use: name, with: parameters });
const image = (change: (one: PlateManifest["images"][number]) => object) => (job: TwinJob) => {
  job.manifest.images = job.manifest.images.map((one) => ({ ...one, ...change(one) }));
};
const at = (well: string, site: number, channel: string, zIndex: number) => (one: PlateManifest["images"][number]) =>
  one.well === well && one.site === site && one.channel === channel && one.zIndex === zIndex;
const SIGMA = { step: "smooth", function: "gaussianBlur", parameter: "sigma" };
/** The step that calls functions for a GPU. */
const SHINE = 5;
const SECOND = "A02_s2_w1_z2_t1.tif";

const DEFECTS: readonly Defect[] = [
  // the configuration
  ["an unknown field", "CONFIG_INVALID", { config: "zarr.lvl", file: FILE }, inFile({ zarr: { lvl: 3 } })],
  ["a value of the wrong type", "CONFIG_INVALID", { config: "numWorkers", file: FILE }, inFile({ numWorkers: "four" })],
  [
    "a value out of range in a plate's section",
    "CONFIG_INVALID",
    { config: "plates.P.retries", file: FILE },
    inFile({ plates: { P: { retries: 99 } } }),
  ],
  [
    "a wrong variable",
    "CONFIG_INVALID",
    { config: "retries" },
    (job) => Object.assign(job.variables, { OHCS_RETRIES: "many" }),
  ],
  [
    "a well that the plate does not have",
    "WELL_UNKNOWN",
    { config: "wellFilter" },
    inFile({ plates: { P: { wellFilter: ["A01:A02", "H12"] } } }),
  ],
  [
    "a filter that leaves no well",
    "SELECTION_EMPTY",
    { config: "wellFilter" },
    inFile({ plates: { P: { wellFilter: ["!A01:A02"] } } }),
  ],
  [
    "a backend that does not exist",
    "BACKEND_UNKNOWN",
    { config: "materializationBackend" },
    inFile({ materializationBackend: "s3" }),
  ],
  // the plate
  [
    "a missing image",
    "IMAGE_MISSING",
    { well: "A02" },
    (job) => {
      job.manifest.images = job.manifest.images.filter((one) => !at("A02", 2, "1", 2)(one));
    },
  ],
  [
    "two images of one plane",
    "IMAGE_DUPLICATE",
    { well: "A02", file: "copy.tif" },
    (job) => {
      job.manifest.images = [
        ...job.manifest.images,
        ...job.manifest.images.filter(at("A02", 2, "1", 2)).map((one) => ({ ...one, path: "copy.tif" })),
      ];
    },
  ],
  [
    "an image of another size",
    "HEADER_MISMATCH",
    { file: SECOND },
    image((one) => (at("A02", 2, "1", 2)(one) && one.header !== null ? { header: { ...one.header, width: 11 } } : {})),
  ],
  [
    "an image of another sample type",
    "HEADER_MISMATCH",
    { file: SECOND },
    image((one) =>
      at("A02", 2, "1", 2)(one) && one.header !== null ? { header: { ...one.header, dtype: "uint8" } } : {},
    ),
  ],
  [
    "a plate without pixel size",
    "CALIBRATION_UNKNOWN",
    SIGMA,
    (job) => {
      job.manifest.calibration = { pixelSizeUm: null };
    },
  ],
  // the place of the output
  [
    "an output inside the source",
    "OUTPUT_INSIDE_SOURCE",
    { config: "outputFolder", file: "/data/P/out" },
    atOutput({ root: "/data/P/out" }),
  ],
  [
    "an output that cannot be written",
    "OUTPUT_NOT_WRITABLE",
    { config: "outputFolder", file: "/data/P_openhcs" },
    atOutput({ writable: false }),
  ],
  [
    "a disk that is too small",
    "DISK_SPACE_SHORT",
    { config: "outputFolder", file: "/data/P_openhcs" },
    atOutput({ freeBytes: 10 }),
  ],
  [
    "a well that exceeds the memory",
    "MEMORY_BUDGET",
    { config: "memoryBudgetBytes" },
    inFile({ memoryBudgetBytes: 100 }),
  ],
  // shape and names of the pipeline
  [
    "a setting that does not exist",
    "PIPELINE_INVALID",
    { step: "smooth", parameter: "grupBy" },
    set(1, { grupBy: "channel" }),
    { hint: "Did you mean 'groupBy'?" },
  ],
  [
    "a setting of the wrong type",
    "PIPELINE_INVALID",
    { step: "smooth", parameter: "retries" },
    set(1, { retries: "two" }),
  ],
  [
    "a channel that is a number",
    "PIPELINE_INVALID",
    { step: "polish", parameter: "channelFilter[0]" },
    set(4, { channelFilter: [1] }),
    { hint: 'Write it in quotes: "1"' },
  ],
  [
    "two steps of a name",
    "STEP_NAME_DUPLICATE",
    { step: "smooth" },
    (job) => job.pipeline.steps.push({ ...job.pipeline.steps[1] }),
  ],
  // functions and parameters
  [
    "a function that does not exist",
    "FUNCTION_UNKNOWN",
    { step: "smooth", function: "gausianBlur" },
    set(1, { func: use("gausianBlur") }),
    { hint: "Did you mean 'gaussianBlur'?" },
  ],
  [
    "a version that does not exist",
    "FUNCTION_UNKNOWN",
    { step: "smooth", function: "gaussianBlur" },
    set(1, { func: { use: { module: "@ohcs/functions", export: "gaussianBlur", version: "9.0.0" } } }),
  ],
  [
    "a step's function in a reduction",
    "FUNCTION_MISPLACED",
    { step: "all", function: "median" },
    set(6, { func: use("median", { size: 3 }) }),
  ],
  [
    "a parameter that does not exist",
    "PARAMETER_UNKNOWN",
    { ...SIGMA, parameter: "sgima" },
    set(1, { func: use("gaussianBlur", { sgima: 1 }) }),
    { hint: "Did you mean 'sigma'?" },
  ],
  [
    "a parameter out of range",
    "PARAMETER_INVALID",
    SIGMA,
    set(1, { func: use("gaussianBlur", { sigma: -1 }) }),
    { expected: "a number ≥ 0 and ≤ 500", got: "-1" },
  ],
  [
    "a parameter of the wrong type",
    "PARAMETER_INVALID",
    SIGMA,
    set(1, { func: use("gaussianBlur", { sigma: "wide" }) }),
  ],
  ["an invalid unit", "PARAMETER_INVALID", SIGMA, set(1, { func: use("gaussianBlur", { sigma: { mm: 1 } }) })],
  [
    "a parameter deep in a dictionary",
    "PARAMETER_INVALID",
    { step: "polish", function: "median", parameter: "size" },
    set(4, { func: { DAPI: use("subtractBackground"), GFP: [use("median", { size: 0 })] } }),
  ],
  // links and outputs
  [
    "an input from a step that does not exist",
    "INPUT_UNKNOWN",
    { step: "smooth", parameter: "inputs.image" },
    set(1, { inputs: { image: { from: "step:projekt", channel: "DAPI" } } }),
    { hint: "Did you mean 'project'?" },
  ],
  [
    "an input from a later step",
    "INPUT_UNKNOWN",
    { step: "smooth", parameter: "inputs.image" },
    set(1, { inputs: { image: { from: "step:polish", channel: "DAPI" } } }),
  ],
  [
    "an input that no function takes",
    "INPUT_UNKNOWN",
    { step: "smooth", parameter: "inputs.mask" },
    set(1, {
      inputs: { image: { from: "step:project", channel: "DAPI" }, mask: { from: "step:project", channel: "GFP" } },
    }),
  ],
  [
    "an input of another kind",
    "INPUT_KIND_MISMATCH",
    { step: "measure", function: "measureObjects", parameter: "inputs.gfp" },
    set(3, { inputs: { gfp: "labels:nuclei", labels: "labels:nuclei" } }),
  ],
  [
    "an output that no step emits",
    "OUTPUT_MISSING",
    { step: "measure", parameter: "inputs.labels" },
    set(3, { inputs: { gfp: { from: "step:project", channel: "GFP" }, labels: "labels:nucleii" } }),
    { hint: "Did you mean 'labels:nuclei'?" },
  ],
  [
    "a result that no function returns",
    "EMIT_UNKNOWN",
    { step: "measure", parameter: "emits" },
    set(3, { emits: ["table:nuclei", "labels:cells"] }),
  ],
  [
    "an input of a channel that does not exist",
    "CHANNEL_UNKNOWN",
    { step: "smooth", parameter: "inputs.image" },
    set(1, { inputs: { image: { from: "step:project", channel: "DAPY" } } }),
  ],
  // groups and filters
  [
    "a channel that does not exist in a filter",
    "CHANNEL_UNKNOWN",
    { step: "polish", parameter: "channelFilter" },
    set(4, { channelFilter: ["DAPI", "GFP", "RFP"] }),
  ],
  [
    "a site that does not exist in a filter",
    "SITE_UNKNOWN",
    { step: "polish", parameter: "siteFilter" },
    set(4, { siteFilter: [1, 2, 9] }),
  ],
  [
    "filters that leave nothing",
    "SELECTION_EMPTY",
    { step: "polish", parameter: "siteFilter" },
    set(4, { siteFilter: ["!1:2"] }),
  ],
  [
    "a key that no group has",
    "PATTERN_KEY_UNKNOWN",
    { step: "polish", parameter: "func" },
    set(4, {
      func: { DAPI: use("subtractBackground"), GFP: use("median", { size: 3 }), RFP: use("subtractBackground") },
    }),
  ],
  [
    "a group without a key",
    "UNLISTED_GROUP",
    { step: "polish", parameter: "func" },
    set(4, { func: { DAPI: use("subtractBackground") } }),
  ],
  [
    "keys of what is stacked",
    "GROUP_BY_ABSENT",
    { step: "project", parameter: "groupBy" },
    set(0, { func: { "1": use("maxProjection") }, groupBy: "zIndex" }),
  ],
  [
    "stacking what the function does not stack",
    "STACK_AXIS_MISMATCH",
    { step: "smooth", parameter: "variableComponents" },
    set(1, { variableComponents: ["site"] }),
  ],
  // GPUs
  [
    "a machine without a GPU for a function that has no other code",
    "GPU_UNAVAILABLE",
    { step: "shine", function: "gpuTwin" },
    onHost({ gpu: null }),
  ],
  [
    "a GPU that binds no plane as large as those of the plate",
    "GPU_UNAVAILABLE",
    { step: "shine", function: "gpuTwin" },
    onHost({
      gpu: inventoryOf(sampleAdapter("board", { limits: { maxStorageBufferBindingSize: 100 } })),
    }),
  ],
  [
    "a GPU that its policy forbids",
    "GPU_UNAVAILABLE",
    { step: "shine", function: "gpuBlur" },
    set(SHINE, { gpu: "never" }),
  ],
  [
    "a GPU that is required for functions without code for one",
    "GPU_UNAVAILABLE",
    { step: "measure", parameter: "gpu" },
    set(3, { gpu: "require" }),
  ],
  [
    "a GPU that is required in one well",
    "GPU_UNAVAILABLE",
    { step: "shine", function: "gpuTwin", well: "A02" },
    (job) => {
      Object.assign(job.host, { gpu: null });
      set(SHINE, { wellFilter: ["A02"] })(job);
    },
  ],
  [
    "a policy that does not exist",
    "PIPELINE_INVALID",
    { step: "shine", parameter: "gpu" },
    set(SHINE, { gpu: "always" }),
  ],
  [
    "a policy that does not exist, for all pipelines",
    "CONFIG_INVALID",
    { config: "gpu", file: FILE },
    inFile({ gpu: "sometimes" }),
  ],
  [
    "an invalid number of workers",
    "CONFIG_INVALID",
    { config: "maxWorkersPerGpu", file: FILE },
    inFile({ maxWorkersPerGpu: 0.5 }),
  ],
  [
    "a GPU without memory",
    "CONFIG_INVALID",
    { config: "gpuMemoryBytes.board", file: FILE },
    inFile({ gpuMemoryBytes: { board: 0, other: 8e9 } }),
  ],
  [
    "more memory for software adapters than there is",
    "CONFIG_INVALID",
    { config: "gpuMemoryShare", file: FILE },
    inFile({ gpuMemoryShare: 1.5 }),
  ],
  [
    "a folder for all runs of a machine that differs for each",
    "CONFIG_INVALID",
    { config: "gpuSlotsFolder", file: FILE },
    inFile({ gpuSlotsFolder: "slots" }),
  ],
  // tables of the user
  [
    "a missing table",
    "SUPPLIED_TABLE_MISSING",
    { step: "percent", parameter: "with.map", file: "map.csv" },
    (job) => Object.assign(job.supplied, { "map.csv": { missing: "nothing" } }),
  ],
  [
    "a missing file for an artifact",
    "ARTIFACT_UNREADABLE",
    { step: "smooth", parameter: "inputs.image", file: "light.json" },
    set(1, { inputs: { image: { file: "light.json" } } }),
  ],
  [
    "a table that no function takes",
    "INPUT_UNKNOWN",
    { step: "all", parameter: "with.map" },
    set(6, { with: { map: { file: "map.csv" } } }),
  ],
  [
    "a result that no step stores",
    "OUTPUT_MISSING",
    { step: "all", parameter: "from" },
    set(6, { from: "table:cells" }),
  ],
];

function placeOf({ where: { step, ...rest } }: Diagnostic): Place {
  return { ...(step === undefined ? {} : { step: step.name }), ...rest };
}

test("the clean twin compiles without any diagnostic", () => {
  const { diagnostics, plate } = compileJob(cleanJob());
  expect(diagnostics).toEqual([]);
  expect(plate).not.toBeNull();
});

test("there are at least 30 seeded defects, of at least 25 codes", () => {
  expect(DEFECTS.length).toBeGreaterThanOrEqual(30);
  expect(new Set(DEFECTS.map(([, code]) => code)).size).toBeGreaterThanOrEqual(25);
});

test.for(DEFECTS)("%s: %s", ([_, code, where, seed, reported = {}]) => {
  const job = cleanJob();
  seed(job);
  const { diagnostics, plate } = compileJob(job);
  const errors = diagnostics.filter(({ severity }) => severity === "error");
  expect(errors.map((one) => [one.code, placeOf(one)])).toEqual([[code, where]]);
  expect(errors[0]).toMatchObject(reported);
  expect(plate).toBeNull();
});

/** Defects in different places that do not mask each other. */
const TOGETHER = [
  "an unknown field",
  "a wrong variable",
  "an image of another size",
  "two images of one plane",
  "an output inside the source",
  "a setting that does not exist",
  "a parameter deep in a dictionary",
  "a site that does not exist in a filter",
  "an output that no step emits",
  "a result that no step stores",
  "a missing table",
];

test("defects in different places are all found by the same compilation", () => {
  const job = cleanJob();
  const seeded = DEFECTS.filter(([what]) => TOGETHER.includes(what));
  expect(seeded).toHaveLength(TOGETHER.length);
  for (const [, , , seed] of seeded) seed(job);
  const found = compileJob(job).diagnostics.map((one) => JSON.stringify([one.code, placeOf(one)]));
  expect(found.toSorted()).toEqual(seeded.map(([, code, where]) => JSON.stringify([code, where])).toSorted());
});
