import { Map as ImmutableMap, List } from "immutable";
import { expect, test } from "vitest";
import { ContextDraft, contextFromJson, contextSharing, StepPlan, sharedFieldsOf, toJson } from "../index.ts";

type JsonObject = Parameters<typeof contextFromJson>[0];

const context = new ContextDraft({
  plateId: "P",
  axisId: "A01",
  stepPlans: List.of(new StepPlan({ stepName: "only" })),
  backends: ImmutableMap({ memory: ImmutableMap<string, unknown>() }),
  fingerprint: "f",
}).freeze();

test("contextFromJson() is the inverse of toJson()", () => {
  expect(contextFromJson(toJson(context) as JsonObject).equals(context)).toBe(true);
});

test("contexts made from the same shared fields share these and keep their own", () => {
  const { axisId = "", fingerprint = "", gpu = null, images = [], ...rest } = toJson(context) as JsonObject;
  const shared = sharedFieldsOf(rest);
  const [one, two] = ["B01", "B02"].map((well) => contextSharing(shared, { axisId: well, fingerprint, gpu, images }));
  expect([axisId, one?.axisId, two?.axisId]).toEqual(["A01", "B01", "B02"]);
  expect(two?.stepPlans).toBe(one?.stepPlans);
  expect(two?.backends).toBe(one?.backends);
});

test("sharedFieldsOf() refuses another specification", () => {
  const json = { ...(toJson(context) as JsonObject), specVersion: 2 };
  expect(() => contextFromJson(json)).toThrow(expect.objectContaining({ code: "CONTEXT_VERSION" }));
});
