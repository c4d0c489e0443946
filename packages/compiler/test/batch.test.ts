import { type CompiledPlate, encodeContext, type ReductionSpec, reduce, step, toJson } from "@ohcs/context";
import { expect, test } from "vitest";
import { joinBatch } from "../src/batch/join-batch.ts";
import { compilePlate } from "../src/compile-plate.ts";
import { explainPlate } from "../src/explain/explain-plate.ts";
import { functions } from "./catalogue-fixture.ts";
import { inputOf, manifestOf, problemsOf } from "./plate-fixture.ts";

const { maxProjection, histogram, countNuclei, mergeTables, plateThreshold, aboveThreshold } = functions;

const project = step("project", { func: maxProjection() });
const image = { from: "step:project", channel: "1" } as const;
const count = step("count", { func: countNuclei(), inputs: { image } });
const measured = step("histogram", { func: histogram(), inputs: { image } });
const threshold = reduce("threshold", {
  from: "json:histogram",
  func: plateThreshold(),
  emits: { "artifact:dna": "threshold", "table:samples": "samples" },
});
const steps = [project, count, measured, threshold];
const batch = (from: ReductionSpec["from"], settings: Partial<ReductionSpec> = {}) =>
  reduce("hits", { axis: "batch", from, func: mergeTables(), emits: { "table:hits": "merged" }, ...settings });

const codesOf = (entries: Parameters<typeof problemsOf>[0]) => problemsOf(entries).map(({ code }) => code);

function compiled(entries: Parameters<typeof inputOf>[0], plateId = "P") {
  const outcome = compilePlate(inputOf(entries, { manifest: { ...manifestOf(), plateId } }));
  if (outcome.plate === null) throw new Error(JSON.stringify(outcome.diagnostics));
  return { ...outcome, plate: outcome.plate };
}

const batchesOf = (...plates: readonly string[]): readonly CompiledPlate[] =>
  plates.flatMap((plate) => compiled([...steps, batch("table:wells")], plate).batch ?? []);

test("a reduction over plates is a phase of its own, over plates in natural order of their names", () => {
  const joined = joinBatch(batchesOf("P10", "P2"));
  expect([joined?.plateId, joined?.wells.toArray()]).toEqual(["test_batch", ["P2", "P10"]]);
  const [context] = joined?.phases.get(0)?.contexts ?? [];
  expect(context?.toObject()).toMatchObject({ axis: "batch", axisId: "hits", plateId: "test_batch" });
  expect(context?.wells.toArray()).toEqual(["P2", "P10"]);
  expect(toJson(context?.backends.get("plates"))).toMatchObject({ with: { root: "{source}", readOnly: true } });
  const phases = joined === null ? [] : explainPlate(joined).phases;
  expect(phases.map(({ name, kind, minWells }) => [name, kind, minWells])).toEqual([["hits", "reduce", 1]]);
  expect(phases[0]?.structures[0]?.context.steps).toMatchObject([
    { inputs: { table: "table:wells of all plates" }, outputs: { "table:hits": { stored: "results/hits.csv" } } },
  ]);
});

test("the order in which plates are given does not matter", () => {
  const [one, other] = [joinBatch(batchesOf("P10", "P2")), joinBatch(batchesOf("P2", "P10"))];
  expect(one?.fingerprint).toBe(other?.fingerprint);
  const wires = [one, other].map((plate) => plate?.phases.toArray().map(({ contexts }) => contexts.map(encodeContext)));
  expect(wires[0]).toEqual(wires[1]);
  expect(joinBatch(batchesOf("P2"))?.wells.toArray()).toEqual(["P2"]);
});

test("it does not affect the compilation of plates", () => {
  const [without, having] = [compiled(steps), compiled([...steps, batch("table:wells")])];
  expect(having.plate.fingerprint).toBe(without.plate.fingerprint);
  expect(explainPlate(having.plate)).toEqual(explainPlate(without.plate));
  expect([without.batch, joinBatch([])]).toEqual([null, null]);
});

test.each([["table:wells"], ["table:counts"], ["table:samples"]])("it reads %s of plates", (from) => {
  expect(codesOf([...steps, batch(from)])).toEqual(["ARTIFACT_UNUSED"]);
});

test("it reads artifacts of plates, which count as used", () => {
  const folded = batch("artifact:dna", { func: plateThreshold(), emits: { "json:all": "threshold" } });
  expect(codesOf([...steps, folded])).toEqual([]);
  expect(codesOf(steps)).toEqual(["ARTIFACT_UNUSED"]);
});

const errorsOf = (...entries: Parameters<typeof batch>) =>
  compilePlate(inputOf([...steps, batch(...entries)])).diagnostics.filter(({ severity }) => severity === "error");

test("reductions over plates cannot read files of single wells, or outputs that do not exist", () => {
  expect(errorsOf("json:histogram", { func: plateThreshold(), emits: { "json:all": "threshold" } })).toMatchObject([
    {
      code: "OUTPUT_MISSING",
      where: { step: { name: "hits" }, parameter: "from" },
      got: "'json:histogram', which is stored per well",
      hint: "Reduce 'json:histogram' for each plate first",
    },
  ]);
  expect(errorsOf("table:well")).toMatchObject([{ code: "OUTPUT_MISSING", hint: "Did you mean 'table:wells'?" }]);
  expect(errorsOf("artifact:dmA")).toMatchObject([{ code: "OUTPUT_MISSING" }]);
});

test("no step waits for all plates: artifacts of reductions over plates cannot be read by steps", () => {
  const over = batch("artifact:dna", { func: plateThreshold(), emits: { "artifact:all": "threshold" } });
  const above = step("above", { func: aboveThreshold(), inputs: { image, threshold: "artifact:all" } });
  expect(codesOf([...steps, over, above])).toContain("ARTIFACT_MISSING");
});

test("its name is unique, like that of every entry", () => {
  const named = (name: string) => codesOf([...steps, { ...batch("table:wells"), name }]);
  expect(named("threshold")).toContain("STEP_NAME_DUPLICATE");
  expect(named("tables")).toContain("STEP_NAME_DUPLICATE");
});
