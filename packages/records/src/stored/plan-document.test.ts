import { canonicalJson, type Json, toJson } from "@ohcs/context";
import { contextOf, plateOf } from "@ohcs/testkit/contexts";
import { expect, test } from "vitest";
import { planDocument, plannedContext } from "./plan-document.ts";

const context = (well: string, steps: readonly string[]) => {
  const groups = [{ key: "0", inputs: { image: [0] } }];
  return contextOf({ well, planes: [{ path: `${well}.tif` }], steps: steps.map((name) => ({ name, groups })) });
};
const wells = [context("A02", ["blur"]), context("A01", ["blur"]), context("B01", ["count", "blur"])];
const plate = plateOf(wells);
const sources = { "B01.tif": [2, 3], "A01.tif": [1, 2] } as const;

test("a plan that is written piece by piece is the canonical JSON of one value", () => {
  const [one] = wells as [(typeof wells)[number]];
  const text = planDocument(plate, sources, { "wells/A02.json": plannedContext(one, sources) });
  expect(text).toBe(canonicalJson(JSON.parse(text) as Json));
});

test("wells of equal structure share their step plans, also with what they replace", () => {
  const [first, second, third] = wells as [(typeof wells)[number], (typeof wells)[number], (typeof wells)[number]];
  const previous = { b: plannedContext(first, sources), a: plannedContext(third, {}) };
  const plan = JSON.parse(planDocument(plate, sources, previous));
  const indexes = plan.phases[0].contexts.map(({ stepPlans }: { stepPlans: number }) => stepPlans);
  const listOf = (index: number) => plan.stepPlans[index];
  expect(indexes).toEqual([0, 0, 1]);
  expect(indexes.map(listOf)).toEqual([first, second, third].map(({ stepPlans }) => toJson(stepPlans)));
  expect(listOf(plan.previous.b.context.stepPlans)).toEqual(toJson(first.stepPlans));
  expect(plan.previous).toMatchObject({ a: { sources: {} }, b: { sources } });
  expect(plan.sources).toEqual(sources);
});
