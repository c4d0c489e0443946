import fc from "fast-check";
import { expect, test } from "vitest";
import { expectSamples } from "../../test/expect-samples.ts";
import { DTYPES, longPlane, noise, planes } from "../../test/random-planes.ts";
import { descend as byPixels } from "../../test/reference/descend.ts";
import type { Plane } from "../plane.ts";
import { descend, type ProminenceOptions } from "./descend.ts";

function expectEqualDescents(plane: Plane, options: ProminenceOptions): void {
  const { pixels, isPeak, basins } = byPixels(plane, options);
  const summits = new Uint32Array(plane.data.length);
  const parts = new Uint32Array(plane.data.length);
  pixels.forEach((pixel, rank) => {
    summits[pixel] = isPeak[rank]! && rank + 1;
    parts[pixel] = basins.rootOf(rank) + 1;
  });
  for (const [remains, expected] of [
    ["peaks", summits],
    ["basins", parts],
  ] as const) {
    const count = numberInRasterOrder(expected);
    const found = descend(plane, options, remains);
    expect(found.count).toBe(count);
    expectSamples(found.labels.data, expected);
  }
}

function numberInRasterOrder(labels: Uint32Array): number {
  const numbers = new Map([[0, 0]]);
  labels.forEach((label, i) => {
    if (!numbers.has(label)) numbers.set(label, numbers.size);
    labels[i] = numbers.get(label)!;
  });
  return numbers.size - 1;
}

test.each(DTYPES)("water sinks over %s as the reference lets it, ties included", (dtype) => {
  const prominences = fc.constantFrom([1, 0], [0, 0.05], [300, 0.5]);
  fc.assert(
    fc.property(planes(dtype), prominences, fc.boolean(), (plane, [prominence, relativeProminence], isBounded) => {
      const open = Uint8Array.from(noise("uint8", plane.data.length, 9, 256), (chance) => (chance < 200 ? 1 : 0));
      const mask = { ...plane, data: open };
      const options = { prominence: prominence!, relativeProminence: relativeProminence! };
      expectEqualDescents(plane, isBounded ? { ...options, mask } : options);
    }),
    { numRuns: 60 },
  );
});

test("water sinks over a plane longer than 65,535 px", () => {
  expectEqualDescents(longPlane("uint16", 2, true), { prominence: 5 });
});
