import { Map as ImmutableMap, List } from "immutable";
import { expect, test } from "vitest";
import {
  BackendUse,
  CallPlan,
  ContextDraft,
  decodeContext,
  encodeContext,
  freezeValue,
  GroupPlan,
  ImageReference,
  InputLink,
  isOhcsError,
  OutputPlan,
  OutputStore,
  type ProcessingContext,
  StepPlan,
} from "../index.ts";
import { RECORD_MUTATORS } from "./frozen-record.ts";

function code(run: () => unknown): string {
  try {
    run();
  } catch (error) {
    return isOhcsError(error) ? `${error.code}: ${error.message}` : `${(error as Error).name}`;
  }
  return "nothing thrown";
}

function sample(): ProcessingContext {
  const call = new CallPlan({
    module: "@ohcs/functions",
    export: "maxProjection",
    version: "1.0.0",
    with: ImmutableMap({ sigma: 1 }),
  });
  const group = new GroupPlan({
    key: "s001_w1",
    pattern: "*",
    inputs: ImmutableMap({ image: List([0, 1, null]) }),
    images: List(["s001_w1"]),
  });
  const store = new OutputStore({
    backend: "disk",
    directory: "images",
    extension: ".tif",
    dtype: "uint16",
    listed: true,
  });
  const plan = new StepPlan({
    stepName: "project",
    outputDir: "images",
    func: ImmutableMap({ "*": List([call]) }),
    inputs: ImmutableMap({ image: new InputLink() }),
    groups: List([group]),
    outputs: ImmutableMap({ image: new OutputPlan({ store }) }),
  });
  return new ContextDraft({
    plateId: "P",
    axisId: "A01",
    images: List([new ImageReference({ path: "TimePoint_1/a.tif" })]),
    layout: List([ImmutableMap<string, string | number>({ site: 1, channel: "1" })]),
    stepPlans: List([plan]),
    backends: ImmutableMap({ memory: new BackendUse({ with: ImmutableMap({ root: "x" }) }) }),
    fingerprint: "0".repeat(64),
  }).freeze();
}

test("assigning at any depth of a frozen context throws (landmine 4)", () => {
  const context = sample();
  const plan = context.stepPlans.get(0) as StepPlan;
  const assign = (target: object, key: string) => () => {
    (target as Record<string, unknown>)[key] = 1;
  };
  expect(code(assign(context, "axisId"))).toBe("CONTEXT_FROZEN: Cannot modify 'axisId' of frozen ProcessingContext");
  expect(code(assign(plan, "outputDir"))).toBe("CONTEXT_FROZEN: Cannot modify 'outputDir' of frozen StepPlan");
  for (const target of [context.stepPlans, plan.groups, plan.func, plan.inputs, context.images, context.backends])
    expect(code(assign(target, "0"))).toBe("TypeError");
  expect(code(assign(context, "_values"))).toBe("TypeError");
  expect(code(assign(plan.groups.get(0)?.inputs.get("image") as object, "0"))).toBe("TypeError");
});

test("freezeValue() descends into lists and maps, however they are nested (landmine 4)", () => {
  const at = (value: unknown, ...keys: readonly (string | number)[]) =>
    (value as { getIn(path: readonly unknown[]): object }).getIn(keys);
  const leaf = () => ImmutableMap({ sigma: 1 });
  const value = freezeValue(List([List([leaf()]), ImmutableMap({ in: List([leaf()]) })]), "value");
  for (const part of [value, at(value, 0), at(value, 0, 0), at(value, 1), at(value, 1, "in"), at(value, 1, "in", 0)])
    expect(Object.isFrozen(part)).toBe(true);
  const hidden = List([ImmutableMap({ in: List([() => 1]) })]);
  expect(code(() => freezeValue(hidden, "value"))).toMatch(
    /^CONTEXT_VALUE_REFUSED: Cannot freeze 'value\[0\].in\[0\]'/,
  );
});

test("Record mutators of contexts and plans throw CONTEXT_FROZEN naming the field (landmine 4)", () => {
  const context = sample();
  const plan = context.stepPlans.get(0) as StepPlan;
  for (const target of [context, plan] as unknown as Record<string, (...values: unknown[]) => unknown>[])
    for (const mutator of RECORD_MUTATORS)
      expect(code(() => target[mutator]?.("outputDir", "elsewhere"))).toMatch(
        /^CONTEXT_FROZEN: Cannot modify 'outputDir'/,
      );
  expect(code(() => plan.setIn(["groups", 0], 1))).toBe("CONTEXT_FROZEN: Cannot modify 'groups.0' of frozen StepPlan");
});

test("persistent methods of nested lists and maps cannot change the context", () => {
  const context = sample();
  const before = encodeContext(context);
  context.stepPlans.clear();
  context.images.push(new ImageReference());
  context.layout.map((place) => place.set("site", 2));
  expect(encodeContext(context)).toBe(before);
});

test("decodeContext() is the inverse of encodeContext() and freezes again", () => {
  const context = sample();
  const wire = encodeContext(context);
  const decoded = decodeContext(wire);
  expect(decoded.equals(context)).toBe(true);
  expect(encodeContext(decoded)).toBe(wire);
  expect(code(() => decoded.stepPlans.get(0)?.set("stepName", "x"))).toMatch(/^CONTEXT_FROZEN/);
});

test("decodeContext() refuses bytes that were damaged", () => {
  const wire = encodeContext(sample());
  expect(code(() => decodeContext(wire.replace("A01", "A02")))).toMatch(/^CONTEXT_CORRUPT/);
  expect(code(() => decodeContext("{}"))).toMatch(/^CONTEXT_CORRUPT/);
});

test("freeze() refuses an empty axis id, absent plans, absent backends", () => {
  expect(code(() => new ContextDraft().freeze())).toMatch(/^CONTEXT_INCOMPLETE: Cannot freeze context: .*'axisId'/);
  expect(code(() => new ContextDraft({ axisId: "A01" }).freeze())).toMatch(/'stepPlans'/);
  expect(code(() => new ContextDraft({ axisId: "A01", stepPlans: List([new StepPlan()]) }).freeze())).toMatch(
    /'backends'/,
  );
});

test("a record refuses unknown fields and values that the wire format cannot hold", () => {
  expect(code(() => new StepPlan({ stepNam: "x" } as object))).toMatch(/^CONTEXT_FIELD_UNKNOWN/);
  for (const bad of [undefined, Number.NaN, () => 1, { a: 1 }, ImmutableMap([[1, 2]]), -0])
    expect(code(() => new CallPlan({ with: ImmutableMap({ bad }) }))).toMatch(/^CONTEXT_VALUE_REFUSED/);
});

test("freezing empty collections leaves Immutable's shared empty ones usable", () => {
  sample();
  expect(List<number>([]).push(1).toArray()).toEqual([1]);
  expect(ImmutableMap<string, number>().set("a", 1).get("a")).toBe(1);
  expect(List<number>().asMutable().push(1).asImmutable().size).toBe(1);
});
