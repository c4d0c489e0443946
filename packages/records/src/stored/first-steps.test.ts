import { type Json, toJson } from "@ohcs/context";
import { contextOf } from "@ohcs/testkit/contexts";
import { expect, test } from "vitest";
import { firstSteps } from "./first-steps.ts";

/** The first step of a context that stacks an image and a plane at `zIndex` that is missing. */
function stackedWith(zIndex: number) {
  const context = contextOf({
    well: "A01",
    planes: [{ path: "a.tif", zIndex: 1 }],
    layout: [{ zIndex: 1 }, { zIndex }],
    steps: [{ name: "only", groups: [{ key: "", inputs: { image: [0, 1] } }] }],
  });
  return firstSteps({ context: toJson(context) as { readonly [key: string]: Json }, sources: {} }, 1);
}

test("where a plane was filled is part of what the first steps leave", () => {
  expect(stackedWith(2)).toEqual(stackedWith(2));
  expect(stackedWith(3)).not.toEqual(stackedWith(2));
  expect(stackedWith(2)).toMatchObject({
    context: { images: [{ path: "a.tif" }], stepPlans: [{ groups: [{ inputs: { image: [{}, { zIndex: 2 }] } }] }] },
  });
});
