import { allocatePixels, type ImageStack } from "@ohcs/context";
import { expect, test } from "vitest";
import { narrowLabels } from "./narrow-labels.ts";

const lease = { allocate: allocatePixels };
const narrowed = (...labels: readonly number[]) =>
  narrowLabels({ data: Uint32Array.from(labels), dtype: "uint32" } as unknown as ImageStack, lease);

test("labels are stored as uint16 where all numbers fit, else as they are", () => {
  expect(narrowed()).toMatchObject({ dtype: "uint16", data: Uint16Array.of() });
  expect(narrowed(0, 255, 65535)).toMatchObject({ dtype: "uint16", data: Uint16Array.of(0, 255, 65535) });
  for (const wide of [
    [65536, 0],
    [1, 4294967295],
  ])
    expect(narrowed(...wide)).toMatchObject({ dtype: "uint32", data: Uint32Array.from(wide) });
});
