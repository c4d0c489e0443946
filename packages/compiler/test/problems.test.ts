import { type Cell, type Diagnostic, type PlateManifest, reduce, type StepSpec, step } from "@ohcs/context";
import { describe, expect, test } from "vitest";
import { type CompileInput, compilePlate } from "../src/compile-plate.ts";
import { DEFAULT_CONFIG } from "../src/config/config-schema.ts";
import { functions } from "./catalogue-fixture.ts";
import { host, inputOf, manifestOf, problemsOf, stepOf } from "./plate-fixture.ts";

const { maxProjection, gaussianBlur, normalize, segmentNuclei, countNuclei, measureObjects, assembleTiles } = functions;
const { mergeTables, percentOfMap } = functions;

const project = step("project", { func: maxProjection() });
const segment = step("segment", {
  func: segmentNuclei(),
  inputs: { image: { from: "step:project", channel: "1" } },
  emits: ["labels:nuclei"],
});

type Place = Partial<Diagnostic["where"]> | number;

/** A wrong pipeline, and the one problem it has: code, step index (or whole place), parameter, nearest name. */
type Case = readonly [what: string, code: string, steps: CompileInput["pipeline"]["steps"], at: Place, more?: object];

const cases: readonly Case[] = [
  ["a call without a function", "PIPELINE_INVALID", [stepOf("a", { func: { "1": { with: {} } } })], 0],
  ["no step at all", "PIPELINE_INVALID", [], {}],
  [
    "a reduction with the reserved name",
    "STEP_NAME_DUPLICATE",
    [
      step("c", { func: countNuclei(), inputs: one("1") }),
      reduce("tables", { from: "table:counts", func: mergeTables() }),
    ],
    1,
  ],
  [
    "a reduction's function in a step",
    "FUNCTION_MISPLACED",
    [step("a", { func: { use: "mergeTables" }, inputs: { table: "table:x" } })],
    0,
    { also: ["OUTPUT_MISSING"] },
  ],
  [
    "a parameter outside its choices",
    "PARAMETER_INVALID",
    [stepOf("a", { func: { use: "normalize", with: { mode: "c" } } })],
    0,
    { expected: "'a' or 'b'" },
  ],
  ["a missing parameter", "PARAMETER_INVALID", [step("a", { func: normalize() })], 0, { got: "none" }],
  [
    "stacking what the function does not stack",
    "STACK_AXIS_MISMATCH",
    [step("a", { func: assembleTiles(), variableComponents: ["zIndex"], inputs: { image: "pipelineStart" } })],
    0,
    { expected: "one of 'site'", got: "'zIndex'", also: ["INPUT_MISSING"] },
  ],
  [
    "stacking what was projected before",
    "STACK_AXIS_MISMATCH",
    [project, step("a", { func: maxProjection(), variableComponents: ["zIndex"] })],
    1,
  ],
  [
    "a second projection in a chain",
    "STACK_AXIS_MISMATCH",
    [step("a", { func: [maxProjection(), maxProjection()] })],
    0,
  ],
  [
    "named outputs made plane by plane in a stack",
    "STACK_AXIS_MISMATCH",
    [step("a", { func: [segmentNuclei(), maxProjection()], emits: ["labels:n"] })],
    0,
  ],
  [
    "an input from a disabled step",
    "INPUT_UNKNOWN",
    [{ ...project, enabled: false }, step("a", { func: gaussianBlur(), inputs: { image: "step:project" } })],
    1,
    { got: "a disabled step" },
  ],
  [
    "an input of no known form",
    "INPUT_UNKNOWN",
    [step("a", { func: gaussianBlur(), inputs: { image: "prevous" } })],
    0,
  ],
  [
    "an artifact that no reduction makes",
    "ARTIFACT_MISSING",
    [step("a", { func: gaussianBlur(), inputs: { image: "artifact:flat" } })],
    0,
  ],
  ["a function without its input", "INPUT_MISSING", [step("a", { func: measureObjects() })], 0],
  [
    "the image of a step that has none",
    "OUTPUT_MISSING",
    [project, segment, step("a", { func: gaussianBlur(), inputs: { image: "step:segment" } })],
    2,
  ],
  [
    "two steps that emit the same",
    "OUTPUT_DUPLICATE",
    [step("a", { func: countNuclei(), inputs: one("1") }), step("b", { func: countNuclei(), inputs: one("2") })],
    1,
  ],
  [
    "one output under two names",
    "OUTPUT_DUPLICATE",
    [step("a", { func: countNuclei(), emits: ["table:a", "table:b"] })],
    0,
  ],
  [
    "an output with a wrong name in 'emits'",
    "EMIT_UNKNOWN",
    [step("a", { func: segmentNuclei(), emits: { "labels:n": "nuclie" } })],
    0,
  ],
  [
    "two calls of a chain with the same output",
    "EMIT_AMBIGUOUS",
    [step("a", { func: [countNuclei(), countNuclei()] })],
    0,
  ],
  [
    "groups that no key covers",
    "UNLISTED_GROUP",
    [step("a", { func: { "1": gaussianBlur() } })],
    0,
    {
      got: "'2'",
      count: 12,
      examples: [
        "A01 s001_w2_z001_t001",
        "A01 s001_w2_z002_t001",
        "A01 s001_w2_z003_t001",
        "A01 s002_w2_z001_t001",
        "A01 s002_w2_z002_t001",
      ],
    },
  ],
  [
    "a link to a step for fewer wells",
    "INPUT_MISSING",
    [{ ...project, wellFilter: ["A01"] }, step("a", { func: gaussianBlur(), inputs: { image: "step:project" } })],
    1,
  ],
  [
    "links to groups that were dropped",
    "INPUT_MISSING",
    [
      project,
      step("dna", { func: { "1": gaussianBlur() }, unlisted: "drop", inputs: { image: "step:project" } }),
      step("labels", {
        func: segmentNuclei(),
        inputs: { image: { from: "step:project", channel: "2" } },
        siteFilter: [1],
        emits: ["labels:n"],
      }),
      step("m", { func: measureObjects(), inputs: { dna: { from: "step:dna", channel: "1" }, labels: "labels:n" } }),
    ],
    3,
    { count: 2, examples: ["A01 s002_t001", "A02 s002_t001"], also: ["INTENSITY_NOT_COMPARABLE"] },
  ],
  [
    "a table named like the summary",
    "PATH_COLLISION",
    [step("a", { func: countNuclei(), emits: ["table:wells"] })],
    {},
  ],
  [
    "a reduction of an output that is not stored",
    "OUTPUT_MISSING",
    [
      step("a", { func: countNuclei(), materialize: false }),
      reduce("r", { from: "table:counts", func: mergeTables() }),
    ],
    1,
    { also: ["STEP_UNUSED"] },
  ],
  [
    "a reduction without its plate map",
    "INPUT_MISSING",
    [step("a", { func: countNuclei() }), reduce("r", { from: "table:counts", func: percentOfMap({ column: "x" }) })],
    1,
  ],
];

describe("compilePlate() reports", () => {
  test.each(cases.map(([what, code, ...rest]) => ({ what, code, rest })))("$what as $code", ({ code, rest }) => {
    const [steps, at, more = {}] = rest;
    const { also = [], ...details } = more as { also?: readonly string[] };
    const supplied = { "map.csv": { sha256: "ab", table: { columns: ["well"], rows: [["A01"]] } } };
    const { diagnostics, plate } = compilePlate(inputOf(steps, { supplied }));
    expect(plate).toBe(null);
    expect(diagnostics.map((one) => one.code).filter((one) => !also.includes(one))).toEqual([code]);
    const [problem] = diagnostics.filter((one) => one.code === code);
    expect(problem).toMatchObject({ severity: "error", ...details });
    expect(problem?.where).toMatchObject(typeof at === "number" ? { step: { index: at } } : at);
    expect(problem?.message).toMatch(/^(Cannot .*: |.* is unused: ).*[^.]$/s);
  });
});

type Surroundings = readonly [what: string, code: string, rest: Partial<CompileInput>, details?: object];

const other = { width: 10, height: 8, dtype: "uint8", pages: 1 } as const;
const output = (facts: object) => ({ host: { ...host, output: { ...host.output, ...facts } } });

function mapOf(columns: readonly string[], ...rows: (readonly Cell[])[]): Partial<CompileInput> {
  return { plateMap: { sha256: "ab", table: { columns, rows } } };
}

const surroundings: readonly Surroundings[] = [
  ["an empty plate", "SELECTION_EMPTY", { manifest: manifestOf({ wells: [] }) }],
  [
    "headers that disagree",
    "HEADER_MISMATCH",
    { manifest: changed(({ well, zIndex }) => well === "A02" && zIndex === 2, { header: other }) },
    { count: 4, expected: "10 × 8 uint16", got: "10 × 8 uint8" },
  ],
  ["a source inside the output", "OUTPUT_INSIDE_SOURCE", output({ root: "/data" })],
  [
    "an output inside a source that was named through a link",
    "OUTPUT_INSIDE_SOURCE",
    { host: { ...host, sourceRoot: "/gpfs/P", output: { ...host.output, root: "/gpfs/P/out" } } },
    { got: "one that overlaps '/gpfs/P'" },
  ],
  [
    "a plate map without wells",
    "PLATE_MAP_INVALID",
    { plateMap: { sha256: "ab", table: { columns: ["dose"], rows: [[1]] } } },
  ],
  ["a plate map of another plate", "PLATE_MAP_INVALID", mapOf(["well"], ["H12"]), { expected: "wells of this plate" }],
  ["a well twice in a plate map", "PLATE_MAP_INVALID", mapOf(["well"], ["A01"], ["a1"]), { got: "'A01'", count: 1 }],
  ["an invalid well in a plate map", "PLATE_MAP_INVALID", mapOf(["well"], ["A01"], ["mean"]), { got: "'mean'" }],
  ["an empty plate map", "PLATE_MAP_INVALID", mapOf([]), { got: "an empty file" }],
  ...[
    "Plate",
    "Status",
    "Metadata_Well",
    "Metadata_Status",
    "Metadata_Plate",
    " STATUS ",
    "Z Index",
    "ObjectNumber",
  ].map(
    (column) =>
      [
        `a plate map's column '${column}'`,
        "PLATE_MAP_INVALID",
        mapOf(["Well_ID", column], ["A01", "control"]),
        { got: `'${column}'`, where: { file: "plate map" } },
      ] as const,
  ),
  ["a plate map that cannot be read", "SUPPLIED_TABLE_MISSING", { plateMap: { missing: "nothing" } }],
];

describe("compilePlate() reports of the surroundings", () => {
  test.each(surroundings.map(([what, ...rest]) => ({ what, rest })))(
    "$what",
    ({ rest: [code, rest, details = {}] }) => {
      const diagnostics = problemsOf([project], rest);
      expect(diagnostics).toMatchObject([{ severity: "error", code, ...details }]);
    },
  );
});

test("an unknown well, channel or site in any filter is an error with the nearest valid names (landmine 24)", () => {
  const filters = [{ wellFilter: ["A12"] }, { channelFilter: ["DAPL"] }, { siteFilter: [12] }];
  const inputs = { image: "pipelineStart" };
  const steps = filters.map((filter, i) => step(`p${i}`, { func: gaussianBlur(), inputs, ...filter }));
  const config = { ...DEFAULT_CONFIG, wellFilter: ["A01", "A02", "A03"] };
  const found = problemsOf(steps, { config }).filter(({ severity }) => severity === "error");
  expect(found.map(({ code, got, hint }) => [code, got, hint])).toEqual([
    ["WELL_UNKNOWN", "'A03'", "Did you mean 'A01'?"],
    ["WELL_UNKNOWN", "'A12'", "Did you mean 'A02'?"],
    ["CHANNEL_UNKNOWN", "'DAPL'", "Did you mean 'DAPI'?"],
    ["SITE_UNKNOWN", "'12'", "Known: '1', '2'"],
  ]);
});

test("gaps are reported before the run, with wells and planes; nothing is filled silently (landmine 12)", () => {
  const manifest = manifestOf({
    without: ({ well, site, channel }) => well === "A02" && site === 1 && channel === "1",
  });
  expect(problemsOf([project], { manifest })).toMatchObject([
    {
      severity: "error",
      code: "IMAGE_MISSING",
      count: 3,
      examples: ["A02 s001_w1_z001_t001", "A02 s001_w1_z002_t001", "A02 s001_w1_z003_t001"],
    },
  ]);
});

test("wells of a plate map that the plate does not have are a warning; listed wells without images count as its own", () => {
  const manifest = { ...manifestOf(), absentWells: ["B01"] };
  const map = mapOf(["well", "dose"], ["A01", 1], ["B01", 2], ["H11", 3], ["H12", 4]);
  expect(problemsOf([project], { manifest, ...map })).toMatchObject([
    { severity: "warning", code: "PLATE_MAP_UNMATCHED", count: 2, examples: ["H11", "H12"] },
  ]);
});

test("a listed well without images can be selected or excluded, but not alone", () => {
  const manifest = { ...manifestOf(), absentWells: ["B01"] };
  const codes = (...wellFilter: string[]) =>
    problemsOf([project], { manifest, config: { ...DEFAULT_CONFIG, wellFilter } }).map(({ code }) => code);
  expect([codes("A01", "B01"), codes("!B01"), codes("B01"), codes("B02")]).toEqual([
    [],
    [],
    ["SELECTION_EMPTY"],
    ["WELL_UNKNOWN"],
  ]);
});

test("the last reduction is over all selected wells in plate order, those without images among them (landmine 39)", () => {
  const manifest = { ...manifestOf({ wells: ["A01", "B02", "C01"] }), absentWells: ["A02", "D01"] };
  const { plate } = compilePlate(
    inputOf([project], { manifest, config: { ...DEFAULT_CONFIG, wellFilter: ["A01:C12", "!C01"] } }),
  );
  expect(plate?.wells.toArray()).toEqual(["A01", "B02"]);
  expect(plate?.phases.last()?.contexts.first()?.wells.toArray()).toEqual(["A01", "A02", "B02"]);
});

test.each([["Well"], ["Row", "Column"]])("compilePlate() takes a plate map that names wells by %j", (...columns) => {
  const table = { columns: [...columns, "dose"], rows: [columns.length === 1 ? ["a1", 5] : ["A", 1, 5]] };
  const plateMap = { sha256: "ab", table };
  expect(problemsOf([project], { plateMap })).toEqual([]);
});

test("compilePlate() reports a short name that several modules export", () => {
  const { entries } = inputOf([]).catalogue;
  const copies = entries.map(({ declaration, reference }) => ({
    declaration,
    reference: { ...reference, module: "user:ab" },
  }));
  const catalogue = { entries: [...entries, ...copies.filter(({ reference }) => reference.export === "gaussianBlur")] };
  const steps = [step("a", { func: { use: "gaussianBlur" } })];
  expect(problemsOf(steps, { catalogue })).toMatchObject([
    { code: "FUNCTION_AMBIGUOUS", where: { step: { index: 0 } } },
  ]);
  const exact = [step("a", { func: { use: { module: "user:ab", export: "gaussianBlur", version: "1.0.0" } } })];
  expect(problemsOf(exact, { catalogue })).toEqual([]);
});

test("compilePlate() reports channels whose names make the same file name", () => {
  const { images, ...manifest } = manifestOf({ planes: 1 });
  const ids: Readonly<Record<string, string>> = { "1": "Alexa 488", "2": "Alexa_488" };
  const renamed = images.map((image) => ({ ...image, channel: ids[image.channel] ?? "" }));
  const channels = Object.values(ids).map((id) => ({ id, name: null }));
  expect(problemsOf([project], { manifest: { ...manifest, channels, images: renamed } })).toMatchObject([
    { code: "PATH_COLLISION", where: { step: { index: 0 } } },
  ]);
});

describe("an unknown pixel size stays unknown, never a made-up number (landmine 28)", () => {
  const manifest = manifestOf({ pixelSizeUm: null });

  test("contexts hold null", () => {
    const { plate } = compilePlate(inputOf([project], { manifest }));
    expect(plate?.phases.get(0)?.contexts.get(0)?.plate.getIn(["calibration", "pixelSizeUm"])).toBe(null);
  });

  test("a length in µm is an error, one in pixels is none", () => {
    const micrometres = [step("a", { func: gaussianBlur({ sigma: { um: 2 } }) })];
    expect(problemsOf(micrometres, { manifest })).toMatchObject([
      { severity: "error", code: "CALIBRATION_UNKNOWN", where: { function: "gaussianBlur", parameter: "sigma" } },
    ]);
    expect(problemsOf([step("a", { func: gaussianBlur({ sigma: 2 }) })], { manifest })).toEqual([]);
  });
});

test("compilePlate() works without a sampled header, but warns that size and sample type are unknown", () => {
  const { diagnostics, plate, estimate } = compilePlate(
    inputOf([project], { manifest: changed(() => true, { header: null }) }),
  );
  expect(diagnostics).toMatchObject([{ severity: "warning", code: "HEADER_UNKNOWN" }]);
  expect(plate?.phases.get(0)?.contexts.get(0)?.plate.tile).toBe(null);
  expect(estimate).toMatchObject({ wells: 2, images: 24, bytesRead: 4800, bytesWritten: null, peakBytesPerWell: null });
});

test("compilePlate() only warns if disk or memory are merely tight, or a step is unused", () => {
  const tight = { memoryBytes: 4000, output: { ...host.output, freeBytes: 1300 } };
  const steps = [project, step("a", { func: segmentNuclei(), inputs: one("1"), emits: ["labels:n"] })];
  const config = { ...DEFAULT_CONFIG, numWorkers: 8 };
  const { diagnostics, plate } = compilePlate(inputOf(steps, { host: { ...host, ...tight }, config }));
  expect(diagnostics.map(({ severity, code }) => [severity, code])).toEqual([
    ["warning", "DISK_SPACE_SHORT"],
    ["warning", "MEMORY_BUDGET"],
    ["warning", "STEP_UNUSED"],
  ]);
  expect(diagnostics[1]?.hint).toBe("Use 1 worker");
  expect(plate).not.toBe(null);
});

test.each([
  ["another pipeline", { plateId: "P", pipelineName: "stitch" }, ["OUTPUT_MIXED"]],
  ["another plate", { plateId: "Q", pipelineName: "test" }, ["OUTPUT_MIXED"]],
  ["the same pipeline and plate", { plateId: "P", pipelineName: "test" }, []],
])("compilePlate() reports results of %s in the output", (_what, earlier, codes) => {
  const { diagnostics, plate } = compilePlate(inputOf([project], output({ earlier })));
  expect(diagnostics.map(({ code }) => code)).toEqual(codes);
  expect(diagnostics.every(({ severity }) => severity === "warning")).toBe(true);
  expect(plate).not.toBe(null);
});

test("compilePlate() finds five different mistakes in one go, each where it is, sorted by step", () => {
  const steps = [
    stepOf("project", { func: { use: "maxProjektion" } }),
    step("blur", { func: gaussianBlur({ sigma: -2 }), siteFilter: [9] }),
    step("segment", {
      func: segmentNuclei(),
      inputs: { image: { from: "step:blurr", channel: "1" } },
      emits: ["labels:nuclei"],
    }),
    step("measure", {
      func: measureObjects(),
      inputs: { gfp: { from: "step:project", channel: "GPF" }, labels: "labels:nuclei" },
    }),
  ];
  const { diagnostics } = compilePlate(inputOf(steps, output({ root: "/data/P" })));
  expect(diagnostics.map(({ code, where, hint }) => [where.step?.index, where.parameter, code, hint])).toEqual([
    [undefined, undefined, "OUTPUT_INSIDE_SOURCE", "Choose another output folder with -o"],
    [0, undefined, "FUNCTION_UNKNOWN", "Did you mean 'maxProjection'?"],
    [1, "sigma", "PARAMETER_INVALID", null],
    [1, "siteFilter", "SITE_UNKNOWN", "Known: '1', '2'"],
    [2, "inputs.image", "INPUT_UNKNOWN", "Did you mean 'blur'?"],
    [3, "inputs.gfp", "CHANNEL_UNKNOWN", "Did you mean 'GFP'?"],
  ]);
});

test("labels of a function that is unknown are not missed by the steps that read them", () => {
  const steps = [
    step("segment", { func: { use: "segmentNuclie" }, emits: { "labels:nuclei": "nuclei" } }),
    step("measure", { func: { use: "measureObjects" }, inputs: { labels: "labels:nuclei", dna: "pipelineStart" } }),
  ];
  const { diagnostics } = compilePlate(inputOf(steps));
  expect(diagnostics.map(({ code, where }) => [code, where.step?.name])).toEqual([["FUNCTION_UNKNOWN", "segment"]]);
});

test("compilePlate() reports an unknown step and an unknown channel of the same input", () => {
  const inputs = { image: { from: "step:blurr", channel: "GPF" } };
  const { diagnostics } = compilePlate(inputOf([step("blur", { func: gaussianBlur(), inputs })]));
  expect(diagnostics.map(({ code, where }) => [code, where.parameter])).toEqual([
    ["CHANNEL_UNKNOWN", "inputs.image"],
    ["INPUT_UNKNOWN", "inputs.image"],
  ]);
});

test("compilePlate() passes the notices of the manifest on", () => {
  const notice: Diagnostic = {
    severity: "warning",
    code: "IMAGE_IGNORED",
    message: "Cannot place 'x.tif'",
    where: { file: "x.tif" },
    expected: null,
    got: null,
    hint: null,
    count: 1,
    examples: [],
  };
  expect(problemsOf([project], { manifest: { ...manifestOf(), notices: [notice] } })).toEqual([notice]);
});

function one(channel: string): NonNullable<StepSpec["inputs"]> {
  return { image: { from: "previous", channel } };
}

function changed(which: (image: PlateManifest["images"][number]) => boolean, change: object): PlateManifest {
  const manifest = manifestOf();
  return { ...manifest, images: manifest.images.map((image) => (which(image) ? { ...image, ...change } : image)) };
}
