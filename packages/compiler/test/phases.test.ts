import { encodeContext, formatWellId, type PipelineSpec, reduce, step } from "@ohcs/context";
import { describe, expect, test } from "vitest";
import { compilePlate } from "../src/compile-plate.ts";
import { explainPlate } from "../src/explain/explain-plate.ts";
import { functions } from "./catalogue-fixture.ts";
import { inputOf, manifestOf, problemsOf } from "./plate-fixture.ts";

const { maxProjection, gaussianBlur, histogram, plateThreshold, aboveThreshold, countNuclei, mergeTables } = functions;
const { percentOfMap } = functions;

const project = step("project", { func: maxProjection() });
const count = step("histogram", { func: histogram(), inputs: { image: { from: "step:project", channel: "1" } } });
const threshold = reduce("threshold", {
  from: "json:histogram",
  func: plateThreshold(),
  emits: { "artifact:dna": "threshold" },
});
const above = step("above", {
  func: aboveThreshold(),
  inputs: { image: { from: "step:project", channel: "1" }, threshold: "artifact:dna" },
});
const pipeline = [project, count, threshold, above] as const;

function explained(steps: PipelineSpec["steps"], rest = {}) {
  const { plate, estimate, diagnostics } = compilePlate(inputOf(steps, rest));
  if (plate === null) throw new Error(JSON.stringify(diagnostics));
  return explainPlate(plate, estimate).phases;
}

const outline = (steps: PipelineSpec["steps"]) =>
  explained(steps).map(({ name, kind, structures, repeats, reads, makes }) => {
    const names = structures[0]?.context.steps.map((one) => one.name) ?? [];
    return { name, kind, steps: names.join(" "), repeats: repeats.join(" "), reads, makes };
  });

test("a reduction whose artifact is read is a barrier; earlier steps are computed again after it if they are read", () => {
  expect(outline(pipeline)).toEqual([
    { name: "wells", kind: "map", steps: "project histogram", repeats: "", reads: [], makes: [] },
    { name: "threshold", kind: "reduce", steps: "threshold", repeats: "", reads: [], makes: ["artifact:dna"] },
    {
      name: "wells-2",
      kind: "map",
      steps: "project above",
      repeats: "project",
      reads: ["artifact:dna of phase 1"],
      makes: [],
    },
    { name: "tables", kind: "reduce", steps: "wells", repeats: "", reads: [], makes: [] },
  ]);
});

test("a reduction whose artifact is not needed is not a barrier", () => {
  const all = reduce("all", { from: "table:counts", func: mergeTables(), emits: { "table:all": "merged" } });
  const counted = step("count", { func: countNuclei(), inputs: { image: { from: "step:project", channel: "1" } } });
  const names = explained([project, counted, all, step("blur", { func: gaussianBlur() })]).map(({ name }) => name);
  expect(names).toEqual(["wells", "all", "tables"]);
});

test("a step runs in the first stretch that has all its inputs, even if written after a reduction", () => {
  const early = step("early", { func: gaussianBlur(), inputs: { image: "pipelineStart" }, materialize: true });
  const [wells, , second] = outline([project, count, threshold, early, above]);
  expect([wells?.steps, second?.steps]).toEqual(["project histogram early", "project above"]);
});

test("reductions may build on each other, and so may stretches", () => {
  const second = [
    step("again", { func: histogram(), inputs: { image: "step:above" }, emits: { "json:again": "histogram" } }),
    reduce("finer", { from: "json:again", func: plateThreshold(), emits: { "artifact:finer": "threshold" } }),
    step("last", { func: aboveThreshold(), inputs: { image: "step:above", threshold: "artifact:finer" } }),
  ];
  expect(outline([...pipeline, ...second]).map(({ name, steps }) => [name, steps])).toEqual([
    ["wells", "project histogram"],
    ["threshold", "threshold"],
    ["wells-2", "project above again"],
    ["finer", "finer"],
    ["wells-3", "project above last"],
    ["tables", "wells"],
  ]);
});

test("a step that only later stretches read does not run before", () => {
  const blurred = step("blur", { func: gaussianBlur(), inputs: { image: "step:project" } });
  const late = step("late", { func: aboveThreshold(), inputs: { image: "step:blur", threshold: "artifact:dna" } });
  expect(outline([project, blurred, count, threshold, late]).map(({ steps }) => steps)).toEqual([
    "project histogram",
    "threshold",
    "project blur late",
    "wells",
  ]);
});

test("each phase is estimated, a step that is computed again in both", () => {
  const { plate, estimate } = compilePlate(inputOf(pipeline));
  const phases = plate === null ? [] : explainPlate(plate, estimate).phases;
  const [first, , second] = phases.map((phase) => phase.estimate);
  expect(first).toMatchObject({ wells: 2, images: 24, bytesRead: 4800, bytesWritten: 0 });
  expect(second).toMatchObject({ wells: 2, images: 24, bytesRead: 4800 });
  expect(estimate.bytesRead).toBe(9600);
  expect(second?.bytesWritten).toBe(estimate.bytesWritten);
});

test("a context names the artifact and the phase that makes it, in its link and its fingerprint, never its value", () => {
  const fingerprints = (steps: PipelineSpec["steps"]) => {
    const phases = compilePlate(inputOf(steps)).plate?.phases.toArray() ?? [];
    return phases.map(({ contexts }) => contexts.first()?.fingerprint);
  };
  const { plate } = compilePlate(inputOf(pipeline));
  const link = plate?.phases.get(2)?.contexts.first()?.stepPlans.get(1)?.inputs.get("threshold");
  expect(link?.toObject()).toEqual({ source: "artifact", kind: "json", step: 1, output: "artifact:dna" });
  expect(plate?.phases.get(2)?.contexts.first()?.phase).toBe(1);
  const renamed = [
    project,
    count,
    { ...threshold, emits: { "artifact:other": "threshold" } },
    { ...above, inputs: { ...above.inputs, threshold: "artifact:other" } },
  ];
  const [before, after] = [fingerprints(pipeline), fingerprints(renamed)];
  expect(after[0]).toBe(before[0]);
  expect(after[2]).not.toBe(before[2]);
});

test("the form of a plate is part of what its reductions are, and not of what its wells are", () => {
  const fingerprints = (plateFormat: { rows: number; columns: number }) => {
    const { plate } = compilePlate(inputOf([project, count], { manifest: { ...manifestOf(), plateFormat } }));
    return plate?.phases.toArray().map(({ contexts }) => contexts.first()?.fingerprint) ?? [];
  };
  const [small, large] = [fingerprints({ rows: 8, columns: 12 }), fingerprints({ rows: 16, columns: 24 })];
  expect(small).toHaveLength(2);
  expect(large.map((one, phase) => one === small[phase])).toEqual([true, false]);
});

test("artifacts are JSON below artifacts/<name>, named by their content; tables with a name lie among the results", () => {
  const both = { ...threshold, emits: { "artifact:dna": "threshold", "table:counted": "samples" } };
  const [, reduction] = explained([project, count, both, above]);
  const outputs = reduction?.structures[0]?.context.steps[0]?.outputs;
  expect(outputs?.["artifact:dna"]?.stored).toBe("artifacts/dna/<hash>.json");
  expect(outputs?.["table:counted"]?.stored).toBe("images_results/counted.csv");
});

describe("artifacts that cannot be linked are reported with code and place", () => {
  const cases: readonly [string, string, PipelineSpec["steps"], object][] = [
    ["one that does not exist", "ARTIFACT_MISSING", [project, above], { where: { step: { index: 1 } } }],
    [
      "one of a disabled reduction",
      "ARTIFACT_MISSING",
      [project, count, { ...threshold, enabled: false }, above],
      { where: { step: { index: 3 }, parameter: "inputs.threshold" } },
    ],
    [
      "one that two reductions make",
      "ARTIFACT_AMBIGUOUS",
      [project, count, threshold, { ...threshold, name: "again" }, above],
      { where: { step: { index: 3 }, parameter: "emits" } },
    ],
    [
      "one of a later reduction",
      "ARTIFACT_UNREACHABLE",
      [project, count, above, threshold],
      { where: { step: { index: 2 }, parameter: "inputs.threshold" } },
    ],
    [
      "one that depends on itself",
      "ARTIFACT_CYCLIC",
      [
        project,
        { ...above, name: "above" },
        step("count", { func: histogram(), inputs: { image: "step:above" } }),
        threshold,
      ],
      { got: "'above' → 'count' → 'threshold' → 'above'" },
    ],
    [
      "a missing one read by a reduction",
      "ARTIFACT_MISSING",
      [project, count, threshold, above, reduce("r", { from: "artifact:dnb", func: plateThreshold() })],
      { where: { step: { index: 4 }, parameter: "from" }, hint: "Did you mean 'artifact:dna'?" },
    ],
    [
      "an output that the reduction does not have",
      "EMIT_UNKNOWN",
      [project, count, { ...threshold, emits: { "artifact:dna": "treshold" } }, above],
      { where: { step: { index: 2 }, parameter: "emits" } },
    ],
    [
      "a name that could mean several outputs",
      "EMIT_AMBIGUOUS",
      [project, count, { ...threshold, emits: ["artifact:dna"] }, above],
      { where: { step: { index: 2 }, parameter: "emits" } },
    ],
  ];

  test.each(cases)("%s: %s", (_, code, steps, details) => {
    const found = problemsOf(steps).filter((one) => one.severity === "error" && one.code === code);
    expect(found).toMatchObject([{ ...details, message: expect.stringMatching(/^Cannot .*: .*[^.]$/s) }]);
  });

  test("an unused one is a warning", () => {
    expect(problemsOf([project, count, threshold])).toMatchObject([{ severity: "warning", code: "ARTIFACT_UNUSED" }]);
  });
});

test("wells without a step after a barrier have no context there", () => {
  const some = { ...above, wellFilter: ["A02"] };
  const phases = compilePlate(inputOf([project, count, threshold, some])).plate?.phases.toArray() ?? [];
  expect(phases.map(({ contexts }) => contexts.map(({ axisId }) => axisId).toArray())).toEqual([
    ["A01", "A02"],
    ["threshold"],
    ["A02"],
    ["tables"],
  ]);
});

test("a reduction may join a supplied table with an artifact", () => {
  const supplied = { "map.csv": { sha256: "ab", table: { columns: ["well"], rows: [["A01"]] } } };
  const steps = [
    project,
    step("count", { func: countNuclei(), inputs: { image: { from: "step:project", channel: "1" } } }),
    reduce("all", { from: "table:counts", func: mergeTables(), emits: { "artifact:all": "merged" } }),
    reduce("percent", {
      from: "artifact:all",
      func: percentOfMap({ column: "x" }),
      with: { map: { file: "map.csv" } },
    }),
  ];
  expect(problemsOf(steps, { supplied })).toEqual([]);
});

test("plates of many wells stay within 64 KiB on the wire in every phase", () => {
  const wells = Array.from({ length: 1536 }, (_, i) => formatWellId(Math.floor(i / 48), i % 48));
  const manifest = manifestOf({ wells, sites: 1, planes: 1 });
  const { plate } = compilePlate(inputOf(pipeline, { manifest }));
  const last = (plate?.phases.toArray() ?? []).flatMap(({ contexts }) => contexts.last() ?? []);
  const sizes = last.map((context) => encodeContext(context).length);
  expect(sizes).toHaveLength(4);
  expect(Math.max(...sizes)).toBeLessThanOrEqual(64 * 1024);
}, 60_000);
