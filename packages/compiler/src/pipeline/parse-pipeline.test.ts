import { definePipeline, encodeContext, step } from "@ohcs/context";
import { describe, expect, test } from "vitest";
import { functions } from "../../test/catalogue-fixture.ts";
import { inputOf } from "../../test/plate-fixture.ts";
import { compilePlate } from "../compile-plate.ts";
import { parsePipeline } from "./parse-pipeline.ts";

const { maxProjection, gaussianBlur, countNuclei } = functions;

const typescript = definePipeline({
  name: "n",
  steps: [
    step("project", { func: maxProjection() }),
    step("a", { func: { "1": [gaussianBlur({ sigma: { um: 2 } })], "2": { ...gaussianBlur(), enabled: false } } }),
    step("b", { func: countNuclei(), inputs: { image: { from: "previous", channel: "1" } }, emits: ["table:cells"] }),
  ],
});

const json = `{
  "name": "n",
  "steps": [
    { "name": "project", "func": { "use": "maxProjection" } },
    { "name": "a", "func": { "1": [{ "use": "gaussianBlur", "with": { "sigma": { "um": 2 } } }],
                             "2": { "use": "gaussianBlur", "enabled": false } } },
    { "name": "b", "func": { "use": "countNuclei" }, "inputs": { "image": { "from": "previous", "channel": "1" } },
      "emits": ["table:cells"] }
  ]
}`;

const yaml = `
name: n
steps:
  - name: project
    func: { use: maxProjection }
  - name: a
    func:
      1: [{ use: gaussianBlur, with: { sigma: { um: 2 } } }]
      2: { use: gaussianBlur, enabled: false }
  - name: b
    func: { use: countNuclei }
    inputs: { image: { from: previous, channel: "1" } }
    emits: [table:cells]
`;

test("parsePipeline() reads JSON and YAML that compile to the same bytes as TypeScript", () => {
  const wires = [typescript, parsePipeline(json, "json").pipeline, parsePipeline(yaml, "yaml").pipeline].map(
    (pipeline) => {
      const { diagnostics, plate } = compilePlate(inputOf(pipeline ?? []));
      expect(diagnostics).toEqual([]);
      return plate?.phases.toArray().flatMap(({ contexts }) => contexts.toArray().map(encodeContext));
    },
  );
  expect(wires[1]).toEqual(wires[0]);
  expect(wires[2]).toEqual(wires[0]);
});

describe("parsePipeline() refuses", () => {
  const bomb = `a: &a [x, x, x, x, x, x, x, x, x, x]\nb: &b [${"*a, ".repeat(20)}*a]\nname: n\nsteps: [${"*b, ".repeat(20)}*b]`;
  test.each([
    ["JSON with a mistake", "json", '{ "name": }', "PIPELINE_UNREADABLE"],
    ["YAML with a mistake", "yaml", "name: [n", "PIPELINE_UNREADABLE"],
    ["a key twice", "yaml", "name: n\nname: m\nsteps: []", "PIPELINE_UNREADABLE"],
    ["a custom tag", "yaml", "name: !!js/function 'x'\nsteps: []", "PIPELINE_UNREADABLE"],
    ["excessive aliases", "yaml", bomb, "PIPELINE_UNREADABLE"],
    ["something other than a pipeline", "json", "[]", "PIPELINE_INVALID"],
    ["a pipeline without steps", "yaml", "name: n", "PIPELINE_INVALID"],
  ] as const)("%s", (_, format, text, code) => {
    const { pipeline, diagnostics } = parsePipeline(text, format);
    expect(pipeline).toBe(null);
    expect(diagnostics).toMatchObject([{ severity: "error", code }]);
  });
});

test("parsePipeline() names the line of a mistake", () => {
  expect(parsePipeline("name: n\nsteps:\n  - [a", "yaml").diagnostics[0]?.message).toContain("line 3");
  for (const mistake of ["[}", "[1,]", "[1"]) {
    const text = `{ "name": "n",\n  "steps": ${mistake}`;
    const message = parsePipeline(text, "json", "mine.json").diagnostics[0]?.message;
    expect(message).toMatch(/^Cannot read pipeline 'mine\.json': it is not valid JSON: .*\(line 2,? column 1\d\)$/);
  }
});

test("parsePipeline() reports every wrong part with its path", () => {
  const text = `{ "name": "n", "steps": [{ "name": "a", "func": [{ "use": 3 }], "materialise": true }, { "kind": "reduce", "name": "r" }] }`;
  const { diagnostics } = parsePipeline(text, "json");
  expect(diagnostics.map(({ message, hint }) => [message, hint])).toEqual([
    [
      "Cannot read 'steps[0].func[0].use' of the pipeline: expected a text of at least 1 characters or an object, got 3",
      'Write it in quotes: "3"',
    ],
    [
      expect.stringContaining("Cannot read 'steps[0].materialise' of the pipeline: expected one of"),
      "Did you mean 'materialize'?",
    ],
    [expect.stringContaining("Cannot read 'steps[1].from' of the pipeline"), null],
    ["Cannot read 'steps[1].func' of the pipeline: expected a value, got none", null],
  ]);
});

test("parsePipeline() takes reductions of a plate and over several plates, and no others", () => {
  const reduction = (axis: string) => `name: n
steps: [{ kind: reduce, name: r, axis: ${axis}, from: "table:wells", func: { use: mergeTables } }]`;
  expect(parsePipeline(reduction("plate"), "yaml").diagnostics).toEqual([]);
  expect(parsePipeline(reduction("batch"), "yaml").diagnostics).toEqual([]);
  expect(parsePipeline(reduction("well"), "yaml").diagnostics).toMatchObject([
    {
      code: "PIPELINE_INVALID",
      expected: "'plate' or 'batch'",
      got: "'well'",
      where: { step: { index: 0, name: "r" }, parameter: "axis" },
    },
  ]);
});
