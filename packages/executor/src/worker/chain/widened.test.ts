import { expect, test } from "vitest";
import { drawn } from "../../../test/drawn-stack.ts";
import { widened } from "./widened.ts";

test("widened() converts the main image to what the plan says, keeping all values, and leaves the rest alone", () => {
  const image = drawn(Uint16Array.of(0, 1, 65535), "uint16");
  expect(widened(image, "float32")).toMatchObject({ dtype: "float32", data: Float32Array.of(0, 1, 65535) });
  expect(widened(image, "uint16")).toBe(image);
  expect(widened(image, null)).toBe(image);
  const labels = { ...drawn(Uint32Array.of(0, 1, 2), "uint32"), kind: "labels" as const };
  expect(widened(labels, "float32")).toBe(labels);
});
