import fc from "fast-check";
import { Map as ImmutableMap, Record as ImmutableRecord, List } from "immutable";
import { expect, test } from "vitest";
import {
  BackendUse,
  CallPlan,
  ContextDraft,
  canonicalJson,
  decodeContext,
  encodeContext,
  fingerprintOf,
  frozenFromJson,
  GroupPlan,
  ImageReference,
  InputLink,
  type Json,
  OutputPlan,
  OutputStore,
  type ProcessingContext,
  StepPlan,
  toJson,
} from "../index.ts";
import { RECORD_MUTATORS } from "./frozen-record.ts";

const key = fc.string({ minLength: 1, maxLength: 6 }).filter((text) => text !== "__proto__");
const number = fc.double({ noNaN: true, noDefaultInfinity: true }).map((value) => (value === 0 ? 0 : value));
const json = fc.letrec<{ value: Json }>((tie) => ({
  value: fc.oneof(
    { depthSize: "small" },
    fc.constant(null),
    fc.boolean(),
    number,
    fc.string(),
    fc.array(tie("value"), { maxLength: 4 }),
    fc.dictionary(key, tie("value"), { maxKeys: 12, noNullPrototype: true }),
  ),
})).value;
const object = fc.dictionary(key, json, { maxKeys: 12, noNullPrototype: true });
const mapOf = (value: Readonly<Record<string, Json>>) => frozenFromJson(value) as ImmutableMap<string, unknown>;

const group = fc.record({
  name: key,
  items: fc.array(fc.option(fc.nat(50)), { maxLength: 9 }),
  images: fc.array(key, { maxLength: 3 }),
});
const plan = fc.record({
  name: key,
  parameters: object,
  groups: fc.array(group, { maxLength: 4 }),
  stored: fc.boolean(),
});
const context = fc
  .record({
    well: key,
    images: fc.array(key, { maxLength: 5 }),
    plans: fc.array(plan, { minLength: 1, maxLength: 4 }),
    options: object,
  })
  .map(
    ({ well, images, plans, options }): ProcessingContext =>
      new ContextDraft({
        plateId: "plate",
        axisId: well,
        images: List(images.map((path) => new ImageReference({ path, xUm: 1.5, yUm: null }))),
        stepPlans: List(plans.map(planOf)),
        backends: ImmutableMap({ memory: new BackendUse({ with: mapOf(options) }) }),
        fingerprint: "f",
      }).freeze(),
  );

function planOf(
  of: {
    name: string;
    parameters: Record<string, Json>;
    groups: { name: string; items: (number | null)[]; images: string[] }[];
    stored: boolean;
  },
  stepIndex: number,
): StepPlan {
  const store = of.stored ? new OutputStore({ backend: "disk", directory: "images", extension: ".tif" }) : null;
  return new StepPlan({
    stepIndex,
    stepName: of.name,
    func: ImmutableMap({
      "*": List([new CallPlan({ export: "f", with: mapOf(of.parameters), outputs: ImmutableMap({ a: "table:a" }) })]),
    }),
    inputs: ImmutableMap({ image: new InputLink({ source: "step", step: 0, output: "image" }) }),
    groups: List(
      of.groups.map(
        ({ name, items, images }) =>
          new GroupPlan({ key: name, inputs: ImmutableMap({ image: List(items) }), images: List(images) }),
      ),
    ),
    outputs: ImmutableMap({ image: new OutputPlan({ store }) }),
  });
}

test("decodeContext() is the inverse of encodeContext() on random contexts", () => {
  fc.assert(
    fc.property(context, (original) => {
      const decoded = decodeContext(encodeContext(original));
      expect(decoded.equals(original)).toBe(true);
      expect(decoded.hashCode()).toBe(original.hashCode());
      expect(encodeContext(decoded)).toBe(encodeContext(original));
    }),
  );
});

test("every nested write on a random frozen context throws", () => {
  fc.assert(
    fc.property(context, (original) => {
      const wire = encodeContext(original);
      for (const value of nested(original))
        for (const field of [...Object.keys(value), "0", "size", "__hash"])
          expect(() => Object.assign(value, { [field]: "changed" })).toThrow();
      expect(encodeContext(original)).toBe(wire);
    }),
    { numRuns: 30 },
  );
});

test("canonicalJson() does not depend on the order of keys, and fingerprintOf() neither", () => {
  fc.assert(
    fc.property(object, (value) => {
      const reversed = Object.fromEntries(Object.entries(value).reverse());
      expect(canonicalJson(reversed)).toBe(canonicalJson(value));
      expect(fingerprintOf(reversed)).toBe(fingerprintOf(value));
      expect(JSON.parse(canonicalJson(value))).toEqual(value);
    }),
  );
});

test("toJson() is the inverse of frozenFromJson()", () => {
  fc.assert(
    fc.property(json, (value) => {
      expect(toJson(frozenFromJson(value))).toEqual(value);
    }),
  );
});

test("fingerprintOf() is SHA-256 of the canonical form", () => {
  expect(fingerprintOf("abc")).toBe("6cc43f858fbb763301637b5af970e2a46b46f461f27e5a0f41e009c59b827b25");
});

test("the list of refused mutators is complete for this version of Immutable", () => {
  const methods = prototypesOf(new (ImmutableRecord({ a: 1 }))()).flatMap((prototype) =>
    Object.getOwnPropertyNames(prototype),
  );
  const judged = [...RECORD_MUTATORS, ...HARMLESS_METHODS, ...RECORD_INTERNALS];
  expect(methods.filter((name) => !judged.includes(name))).toEqual([]);
});

const HARMLESS_METHODS =
  "constructor toString equals hashCode has get getIn hasIn wasAltered toSeq toObject toJSON toJS entries values keys asImmutable inspect toSource".split(
    " ",
  );
const RECORD_INTERNALS =
  "a _name _keys _indices _values _defaultValues create __iterator __iterate __ensureOwner @@__IMMUTABLE_RECORD__@@".split(
    " ",
  );

function prototypesOf(value: object): object[] {
  const found: object[] = [];
  for (let at: object = Object.getPrototypeOf(value); at !== Object.prototype; at = Object.getPrototypeOf(at))
    found.push(at);
  return found;
}

function nested(context: ProcessingContext): object[] {
  const plans = context.stepPlans.toArray();
  const groups = plans.flatMap((plan) => plan.groups.toArray());
  const calls = plans.flatMap((plan) => plan.func.get("*")?.toArray() ?? []);
  return [
    context,
    context.images,
    context.stepPlans,
    context.config,
    context.backends,
    ...plans,
    ...groups,
    ...calls,
    ...groups.map((group) => group.inputs),
    ...calls.map((call) => call.with),
    ...plans.map((plan) => plan.outputs),
  ];
}
