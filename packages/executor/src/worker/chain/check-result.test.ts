import { defineFunction, type ImageStack, NO_PARAMETERS } from "@ohcs/context";
import { expect, test } from "vitest";
import { checkGeometry } from "./check-result.ts";
import type { LoadedCall } from "./load-chain.ts";

const project = defineFunction({
  name: "project",
  version: "1.0.0",
  summary: "For tests",
  params: NO_PARAMETERS,
  contract: "volumeToSlice",
  over: ["zIndex"],
  run: ({ image }) => ({ image: image as ImageStack }),
});
const call = { fn: project, plan: { export: "project" } } as unknown as LoadedCall;

test("a projection that does not return one plane gets an error that one was expected", () => {
  const of = (planes: number) => ({ shape: [planes, 2, 2] }) as const;
  expect(() => checkGeometry(call, of(3), of(1))).not.toThrow();
  expect(() => checkGeometry(call, of(3), of(3))).toThrow("expected 1 plane, got 3");
});
