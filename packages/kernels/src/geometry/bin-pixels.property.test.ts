import fc from "fast-check";
import { test } from "vitest";
import { expectSamples } from "../../test/expect-samples.ts";
import { DTYPES, longPlane, planes } from "../../test/random-planes.ts";
import type { Plane } from "../plane.ts";
import { binPixels } from "./bin-pixels.ts";

function expectBinned({ data, height, width }: Plane, wished: number, method: "mean" | "sum"): void {
  const factor = Math.min(wished, height, width);
  const [rows, columns] = [Math.floor(height / factor), Math.floor(width / factor)];
  const sums = new Float64Array(rows * columns);
  for (let y = 0; y < rows * factor; y++)
    for (let x = 0; x < columns * factor; x++)
      sums[Math.floor(y / factor) * columns + Math.floor(x / factor)]! += data[y * width + x]!;
  const share = method === "mean" ? factor * factor : 1;
  const expected = Float32Array.from(sums, (sum) => sum / share);
  expectSamples(binPixels({ data, height, width }, factor, method).data, expected);
}

test.each(DTYPES)("blocks of %s are binned as in double precision, row by row, bit by bit", (dtype) => {
  const factors = fc.oneof(fc.constant(2), fc.integer({ min: 1, max: 20 }));
  fc.assert(fc.property(planes(dtype, 60), factors, fc.constantFrom("mean", "sum"), expectBinned), { numRuns: 40 });
});

test.each([true, false])("planes longer than 65,535 px are binned (wide: %s)", (isWide) => {
  for (const factor of [2, 3]) expectBinned(longPlane("uint16", 7, isWide), factor, "mean");
});
