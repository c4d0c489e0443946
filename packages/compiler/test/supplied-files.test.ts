import { artifact, encodeContext, type PipelineSpec, type ReductionSpec, reduce, step } from "@ohcs/context";
import { describe, expect, test } from "vitest";
import { type CompileInput, compilePlate } from "../src/compile-plate.ts";
import { explainContext } from "../src/explain/explain-context.ts";
import { parsePipeline } from "../src/pipeline/parse-pipeline.ts";
import { functions } from "./catalogue-fixture.ts";
import { inputOf, problemsOf } from "./plate-fixture.ts";

const { maxProjection, aboveThreshold, histogram, plateThreshold } = functions;

const SHA = "c0ffee".padEnd(64, "0");
const supplied: CompileInput["supplied"] = {
  "dna.json": { sha256: SHA, kind: "json" },
  "map.csv": {
    sha256: "ab",
    table: {
      columns: ["well", "dose"],
      rows: [
        ["A01", 1],
        ["A02", 2],
      ],
    },
  },
  "broken.json": { missing: "Cannot read 'broken.json': expected JSON" },
};

const steps = (file: string): PipelineSpec["steps"] => [
  step("project", { func: maxProjection() }),
  step("above", {
    func: aboveThreshold(),
    inputs: { image: { from: "step:project", channel: "1" }, threshold: artifact({ file }) },
  }),
];

function compiled(file: string, facts = supplied) {
  const { plate, diagnostics } = compilePlate(inputOf(steps(file), { supplied: facts ?? {} }));
  expect(diagnostics).toEqual([]);
  return plate?.phases.toArray() ?? [];
}

describe("artifact({ file })", () => {
  test("links to the content of the file, in the wells' only phase, for every group", () => {
    const phases = compiled("dna.json");
    expect(phases.map(({ kind }) => kind)).toEqual(["map", "reduce"]);
    const context = phases[0]?.contexts.first();
    const plan = context?.stepPlans.get(1);
    const link = { source: "supplied", kind: "json", step: null, output: SHA };
    expect(plan?.inputs.get("threshold")?.toObject()).toEqual(link);
    expect(plan?.groups.map(({ inputs }) => inputs.get("threshold")?.toArray()).toArray()).toEqual([[0], [0]]);
    expect(context && explainContext(context).steps[1]?.inputs.threshold).toBe("supplied json c0ffee000000");
    expect(context && encodeContext(context)).not.toContain("dna.json");
  });

  test("the fingerprint follows the content, not the name", () => {
    const print = (...args: Parameters<typeof compiled>) => compiled(...args)[0]?.contexts.first()?.fingerprint;
    const facts = { sha256: SHA, kind: "json" } as const;
    expect(print("other.json", { "other.json": facts })).toBe(print("dna.json"));
    expect(print("dna.json", { "dna.json": { ...facts, sha256: "d".repeat(64) } })).not.toBe(print("dna.json"));
  });

  test("is the same in every form", () => {
    const { name, steps: written } = { name: "forms", steps: steps("dna.json") };
    const yaml = `name: forms
steps:
  - { kind: step, name: project, func: ${JSON.stringify(written[0]?.func)} }
  - kind: step
    name: above
    func: ${JSON.stringify(written[1]?.func)}
    inputs: { image: { from: "step:project", channel: "1" }, threshold: { file: dna.json } }
`;
    expect(parsePipeline(yaml, "yaml").pipeline).toEqual({ name, steps: written });
    expect(parsePipeline(JSON.stringify({ name, steps: written }), "json").pipeline).toEqual({ name, steps: written });
  });

  test.each([
    ["one that cannot be read", "broken.json", "ARTIFACT_UNREADABLE", "broken.json"],
    ["one that was not supplied", "absent.json", "ARTIFACT_UNREADABLE", "absent.json"],
    ["a table where JSON is taken", "map.csv", "INPUT_KIND_MISMATCH", undefined],
  ])("%s is reported with its place", (_, file, code, where) => {
    const problems = problemsOf(steps(file), { supplied });
    const place = { step: { index: 1, name: "above" }, parameter: "inputs.threshold" };
    expect(problems).toHaveLength(1);
    expect(problems[0]).toMatchObject({ code, where: { ...place, ...(where === undefined ? {} : { file: where }) } });
    expect(problems[0]?.message).toContain(file);
  });

  test("a channel of a file is refused where it is written", () => {
    const [project, above] = steps("dna.json");
    const inputs = { image: { from: "step:project", channel: "1" }, threshold: { file: "dna.json", channel: "1" } };
    const wrong = [project, { ...above, inputs }] as unknown as PipelineSpec["steps"];
    expect(problemsOf(wrong, { supplied }).map(({ code, where }) => [code, where.parameter])).toContainEqual([
      "PIPELINE_INVALID",
      "inputs.threshold.channel",
    ]);
  });

  test("a plate map must be a table", () => {
    const pipeline = [
      ...steps("dna.json"),
      step("histogram", { func: histogram(), inputs: { image: { from: "step:project", channel: "1" } } }),
      reduce("threshold", {
        from: "json:histogram",
        func: plateThreshold(),
        with: { map: artifact({ file: "dna.json" }) },
      }),
    ];
    const problems = problemsOf(pipeline, { supplied }).filter(({ code }) => code === "PLATE_MAP_INVALID");
    expect(problems).toMatchObject([{ where: { file: "dna.json" }, got: "JSON" }]);
  });
});

describe("a reduction from a file", () => {
  const { mergeTables } = functions;
  const merged = (from: ReductionSpec["from"], func: ReductionSpec["func"] = mergeTables()) => [
    step("project", { func: maxProjection() }),
    reduce("mine", { from, func, emits: { "artifact:mine": "merged" } }),
  ];

  test("takes its content as its main input, for the whole plate, and needs no wells", () => {
    const { plate, diagnostics } = compilePlate(inputOf(merged({ file: "map.csv" }), { supplied: supplied ?? {} }));
    expect(diagnostics.map(({ code }) => code)).toEqual(["ARTIFACT_UNUSED"]);
    const phase = plate?.phases.find(({ name }) => name === "mine");
    expect(phase?.minWells).toBe(0);
    const link = { source: "supplied", kind: "table", step: null, output: "ab" };
    expect(phase?.contexts.first()?.stepPlans.first()?.inputs.toJS()).toMatchObject({ table: link });
  });

  test.each([
    ["one that cannot be read", { file: "broken.json" }, "ARTIFACT_UNREADABLE", "from"],
    ["one that was not supplied", [{ file: "absent.csv" }], "ARTIFACT_UNREADABLE", "from"],
    ["JSON where a table is taken", { file: "dna.json" }, "INPUT_MISSING", "table"],
  ])("%s is reported with its place", (_, from, code, parameter) => {
    const problems = problemsOf(merged(from), { supplied }).filter(({ severity }) => severity === "error");
    expect(problems).toHaveLength(1);
    expect(problems[0]).toMatchObject({ code, where: { step: { index: 1, name: "mine" }, parameter } });
  });

  test("a fold is refused: it iterates over wells, and the file belongs to none", () => {
    const steps = [
      step("project", { func: maxProjection() }),
      reduce("mine", {
        from: artifact({ file: "dna.json" }),
        func: plateThreshold(),
        emits: { "artifact:mine": "threshold" },
      }),
    ];
    expect(problemsOf(steps, { supplied }).filter(({ severity }) => severity === "error")).toMatchObject([
      { code: "INPUT_KIND_MISMATCH", where: { step: { name: "mine" }, function: "plateThreshold", parameter: "from" } },
    ]);
  });

  test("is the same in every form", () => {
    const yaml = `{ name: n, steps: [{ kind: reduce, name: mine, from: [{ file: map.csv }, "table:a"], func: { use: mergeTables } }] }`;
    expect(parsePipeline(yaml, "yaml").diagnostics).toEqual([]);
    const [problem] = parsePipeline(yaml.replace("file: map", "fil: map"), "yaml").diagnostics;
    expect(problem).toMatchObject({ code: "PIPELINE_INVALID", where: { parameter: "from[0].fil" } });
  });
});
