import { type PipelineSpec, type ResolvedConfig, step } from "@ohcs/context";
import { assert, constantFrom, property, subarray } from "fast-check";
import { describe, expect, test } from "vitest";
import { compilePlate } from "../src/compile-plate.ts";
import { CONFIG_FIELDS, valueAt, withValueAt } from "../src/config/config-fields.ts";
import { DEFAULT_CONFIG } from "../src/config/config-schema.ts";
import { RUN_FIELDS } from "../src/config/run-fields.ts";
import { pipelineSchema, stepSettings } from "../src/pipeline/pipeline-schema.ts";
import { functions } from "./catalogue-fixture.ts";
import { inputOf, manifestOf } from "./plate-fixture.ts";

const { maxProjection, gaussianBlur, countNuclei } = functions;

const runs = process.env.OHCS_TEST_DEPTH === "full" ? 500 : 50;

const smooth = step("smooth", { func: gaussianBlur() });
const project = step("project", { func: maxProjection() });
const count = step("count", { func: countNuclei(), emits: ["table:counts"] });
const steps: PipelineSpec["steps"] = [smooth, project, count];

/** Fingerprints of the wells A01 and A02; null where the plate does not compile, undefined where the well is left out. */
function prints(config: object, pipeline: object = {}, manifest = manifestOf()) {
  const spec = { name: "test", steps, ...pipeline };
  const { plate } = compilePlate(inputOf(spec, { config: config as ResolvedConfig, manifest }));
  const contexts = plate?.phases.first()?.contexts.toArray() ?? null;
  return contexts && ["A01", "A02"].map((well) => contexts.find(({ axisId }) => axisId === well)?.fingerprint);
}

/**
 * When another value of the field changes what is computed or stored for a well: other fields must not affect
 * fingerprints.
 */
type Side =
  | "never"
  | "always"
  | "as TIFF"
  | "as Zarr"
  | "where images are missing"
  | "where a GPU fits"
  | "where calls fuse"
  | "has one value only";

/** Every field of the configuration with another value, and its effect. New fields must be added here. */
const FIELDS: Readonly<Record<string, readonly [Side, unknown]>> = {
  numWorkers: ["never", 8],
  useThreading: ["never", false],
  memoryBudgetBytes: ["never", 1e9],
  adaptWidth: ["never", false],
  overlap: ["never", false],
  reuseBuffers: ["never", false],
  spread: ["never", false],
  fusion: ["where calls fuse", false],
  gpu: ["where a GPU fits", "never"],
  maxWorkersPerGpu: ["never", 2],
  gpuMemoryBytes: ["never", { board: 8e9 }],
  gpuMemoryShare: ["never", 0.5],
  gpuSlotsFolder: ["never", "/elsewhere"],
  logLevel: ["never", "debug"],
  materializationBackend: ["always", "zarr"],
  intermediateBackend: ["has one value only", "disk"],
  sourceBackend: ["always", "zarr"],
  runner: ["never", "inline"],
  handler: ["never", "acme"],
  pattern: ["never", "(?<well>.*)"],
  pages: ["never", "zIndex"],
  plateMap: ["never", "/elsewhere/map.csv"],
  outputFolder: ["never", "/elsewhere"],
  outputSuffix: ["never", "_out"],
  subDir: ["always", "planes"],
  "zarr.ngffVersion": ["as Zarr", "0.4"],
  "zarr.codec": ["as Zarr", "gzip"],
  "zarr.level": ["as Zarr", 3],
  "zarr.chunk": ["as Zarr", 64],
  "zarr.shard": ["as Zarr", true],
  "zarr.levels": ["as Zarr", 2],
  "tiff.compression": ["as TIFF", "deflate"],
  "tiff.predictor": ["as TIFF", true],
  parquet: ["never", true],
  wellFilter: ["never", ["A01"]],
  per: ["never", ["site"]],
  channelRoles: ["never", { nuclei: "2" }],
  pixelSizeUm: ["always", 0.7],
  grid: ["always", { rows: 1, columns: 1 }],
  onMissing: ["where images are missing", "fill"],
  retries: ["never", 3],
  timeoutS: ["never", 60],
  resume: ["never", true],
  report: ["never", false],
};
const isOn = (...sides: readonly Side[]) =>
  Object.keys(FIELDS).filter((name) => sides.includes(FIELDS[name]?.[0] ?? "never"));

function changed(config: object, names: readonly string[]): object {
  let made: Readonly<Record<string, unknown>> = { ...config };
  for (const name of names) made = withValueAt(made, name.split("."), FIELDS[name]?.[1]);
  return made;
}

const asTiff: object = DEFAULT_CONFIG;
const asZarr = changed(asTiff, ["materializationBackend"]);
const usual = new Map([asTiff, asZarr].map((config) => [config, prints(config)?.[0]]));

describe("the fingerprint of a well and the fields of the configuration", () => {
  test("every field has an effect or none, with a value other than its default", () => {
    expect(Object.keys(FIELDS).toSorted()).toEqual(CONFIG_FIELDS.map(({ name }) => name).toSorted());
    for (const { name, path } of CONFIG_FIELDS) expect(valueAt(DEFAULT_CONFIG, path)).not.toEqual(FIELDS[name]?.[1]);
  });

  test("a saved plan can be run with other values of exactly those that change no fingerprint and select nothing", () => {
    const ofPlace = [
      "channelRoles",
      "handler",
      "outputFolder",
      "outputSuffix",
      "pages",
      "parquet",
      "pattern",
      "per",
      "plateMap",
      "wellFilter",
    ];
    expect([...RUN_FIELDS, ...ofPlace].toSorted()).toEqual(isOn("never").toSorted());
  });

  // `gpus.test.ts` shows that it changes where a call fits on a GPU, `fusion.test.ts` where calls fuse; here none does.
  test.each(isOn("never", "where a GPU fits", "where calls fuse"))("does not change with %s", (name) => {
    for (const config of [asTiff, asZarr]) expect(prints(changed(config, [name]))?.[0]).toBe(usual.get(config));
  });

  test.each(isOn("always", "as TIFF", "as Zarr"))("changes with %s exactly where it has an effect", (name) => {
    const [side] = FIELDS[name] ?? [];
    const isChanged = (config: object) => prints(changed(config, [name]))?.[0] !== usual.get(config);
    if (name !== "materializationBackend") expect(isChanged(asZarr)).toBe(side !== "as TIFF");
    expect(isChanged(asTiff)).toBe(side !== "as Zarr");
  });

  test("changes with the policy for missing images, in wells that lack some", () => {
    const { images, ...rest } = manifestOf();
    const manifest = { ...rest, images: images.filter(({ well }, i) => well !== "A02" || i % 5 !== 0) };
    const skip = prints({ ...DEFAULT_CONFIG, onMissing: "skip" }, {}, manifest);
    const fill = prints({ ...DEFAULT_CONFIG, onMissing: "fill" }, {}, manifest);
    expect(fill?.[1]).not.toBe(skip?.[1]);
    expect(fill?.[0]).toBe(skip?.[0]);
    expect(prints({ ...DEFAULT_CONFIG, onMissing: "fill" })).toEqual(prints(DEFAULT_CONFIG));
  });

  test("a field that has one value only refuses others", () => {
    for (const name of isOn("has one value only")) expect(prints(changed(asTiff, [name]))).toBeNull();
  });

  test("two configurations share it exactly if all fields with an effect agree", () => {
    const effects = { "as TIFF": [...isOn("as TIFF"), "subDir"], "as Zarr": [...isOn("as Zarr"), "subDir"] };
    const storage = constantFrom("as TIFF" as const, "as Zarr" as const);
    const sample = storage.chain((kind) => {
      const [relevant, other] = [effects[kind], kind === "as TIFF" ? effects["as Zarr"] : effects["as TIFF"]];
      const silent = [...isOn("never"), ...other.filter((name) => name !== "subDir")];
      const choice = () => subarray(relevant).chain((said) => subarray(silent).map((rest) => ({ said, rest })));
      return choice().chain((a) => choice().map((b) => ({ base: kind === "as TIFF" ? asTiff : asZarr, a, b })));
    });
    const printOf = (base: object, { said, rest }: { said: readonly string[]; rest: readonly string[] }) =>
      prints(changed(base, [...said, ...rest]))?.[0];
    assert(
      property(sample, ({ base, a, b }) => {
        const [first, second] = [printOf(base, a), printOf(base, b)];
        expect(first).toMatch(/^[0-9a-f]{64}$/);
        expect(first === second).toBe(a.said.join() === b.said.join());
      }),
      { numRuns: runs },
    );
  });
});

/** Every setting of the step `project` with another value, and whether it changes the wells A01 and A02. */
const SETTINGS: Readonly<Record<string, readonly [value: unknown, isChanged: readonly [boolean, boolean]]>> = {
  kind: ["step", [false, false]],
  name: ["other", [false, false]],
  func: [
    [maxProjection(), gaussianBlur()],
    [true, true],
  ],
  variableComponents: [["timepoint"], [true, true]],
  groupBy: ["site", [false, false]],
  inputs: [{ image: "pipelineStart" }, [true, true]],
  emits: [[], [false, false]],
  wellFilter: [["A02"], [true, false]],
  siteFilter: [[1], [true, true]],
  channelFilter: [["1"], [true, true]],
  materialize: [false, [true, true]],
  unlisted: ["pass", [false, false]],
  onMissing: ["skip", [false, false]],
  dtype: ["float32", [true, true]],
  enabled: [false, [true, true]],
  gpu: ["never", [false, false]],
  timeoutS: [10, [false, false]],
  retries: [2, [false, false]],
};

describe("the fingerprint of a well and the settings of a step", () => {
  const { kind: _, ...bare } = project;
  const manifest = manifestOf({ timepoints: 2 });
  const base = prints(DEFAULT_CONFIG, { steps: [smooth, bare, count] }, manifest);

  test("every setting is listed", () => {
    expect(Object.keys(SETTINGS).toSorted()).toEqual([...Object.keys(stepSettings), "func"].toSorted());
  });

  test.each(Object.entries(SETTINGS))("%s", (name, [value, isChanged]) => {
    const found = prints(DEFAULT_CONFIG, { steps: [smooth, { ...bare, [name]: value }, count] }, manifest);
    expect(found?.map((print, i) => print !== base?.[i])).toEqual(isChanged);
  });

  test("where functions are chosen by key, it changes with the keys' component and with the policy for other groups", () => {
    const func = { "1": maxProjection(), "2": [maxProjection(), gaussianBlur()] };
    const chosen = (settings: object) =>
      prints(DEFAULT_CONFIG, { steps: [smooth, { ...bare, func, ...settings }] })?.[0];
    const only = { func: { "1": maxProjection() } };
    const all = [{}, { groupBy: "site" }, { ...only, unlisted: "pass" }, { ...only, unlisted: "drop" }].map(chosen);
    expect(new Set(all).size).toBe(4);
    expect(all).not.toContain(undefined);
  });

  test("only the steps of a pipeline change it", () => {
    const others = {
      name: "other",
      $schema: "pipeline.schema.json",
      sequentialComponents: ["timepoint", "site"],
      per: ["timepoint"],
    };
    expect([...Object.keys(others), "steps"].toSorted()).toEqual(Object.keys(pipelineSchema.properties).toSorted());
    expect(prints(DEFAULT_CONFIG, others)).toEqual(prints(DEFAULT_CONFIG));
  });
});

test("the fingerprint of a well distinguishes handlers by name, version and content, and the context states the handler", () => {
  const source = { version: "1.0.0", module: "user:0a", export: "acme" };
  const manifest = { ...manifestOf(), handler: "acme", handlerSource: source };
  const others = [
    { ...manifest, handler: "other" },
    ...[{ version: "1.0.1" }, { module: "user:0b" }, { export: "other" }].map((other) => {
      return { ...manifest, handlerSource: { ...source, ...other } };
    }),
  ];
  const found = [manifest, ...others].map((one) => prints(DEFAULT_CONFIG, {}, one)?.[0]);
  expect(new Set(found).size).toBe(found.length);
  const { plate } = compilePlate(inputOf({ name: "test", steps }, { manifest }));
  const facts = plate?.phases.first()?.contexts.first()?.plate.toJS();
  expect(facts).toMatchObject({ handler: "acme", handlerSource: source });
});
