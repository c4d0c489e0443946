import { labelConnected } from "@ohcs/kernels";
import fc from "fast-check";
import { expect, test } from "vitest";
import { joinBands } from "./join-bands.ts";

const CONNECTIVITIES = [4, 8] as const;

interface Mask {
  readonly data: Uint8Array;
  readonly height: number;
  readonly width: number;
}

/** Labels bands of `rows` rows one by one, and joins them. */
function labelledInBands({ data, height, width }: Mask, rows: number, connectivity: 4 | 8): number[] {
  const bands = Array.from({ length: Math.ceil(height / rows) }, (_, k) => {
    const part = data.subarray(k * rows * width, (k + 1) * rows * width);
    return labelConnected({ data: part, height: part.length / width, width }, { connectivity });
  });
  const ends = bands.map(({ labels, count }) => ({
    count,
    top: labels.data.subarray(0, width),
    bottom: labels.data.subarray(-width),
  }));
  return joinBands(ends, connectivity).flatMap(({ joined, numbers, offset }, k) =>
    Array.from(bands[k]?.labels.data ?? [], (label) => {
      if (label === 0) return 0;
      const place = joined.indexOf(label);
      return place < 0 ? label + offset - joined.filter((other) => other < label).length : (numbers[place] ?? 0);
    }),
  );
}

function maskOf(...rows: readonly string[]): Mask {
  const data = Uint8Array.from(rows.join(""), (pixel) => Number(pixel === "#"));
  return { data, height: rows.length, width: rows[0]?.length ?? 0 };
}

function expectAsAWhole(mask: Mask, rows: number): void {
  for (const connectivity of CONNECTIVITIES) {
    const whole = labelConnected(mask, { connectivity }).labels.data;
    expect(labelledInBands(mask, rows, connectivity)).toEqual([...whole]);
  }
}

test("objects whose parts meet further down, further up or at corners only have one number", () => {
  const mask = maskOf("#.#.#.#", "#.#..#.", "###.#.#", "..#.#.#", "#.###.#", "#.....#", "#######");
  for (const rows of [1, 2, 3, 4, 7]) expectAsAWhole(mask, rows);
});

test("bands of any mask give the labels of the whole", () => {
  const masks = fc
    .record({ width: fc.integer({ min: 1, max: 12 }), height: fc.integer({ min: 1, max: 16 }) })
    .chain(({ width, height }) =>
      fc.record({
        mask: fc
          .uint8Array({ minLength: width * height, maxLength: width * height, max: 1 })
          .map((data) => ({ data, width, height })),
        rows: fc.integer({ min: 1, max: height }),
      }),
    );
  fc.assert(fc.property(masks, ({ mask, rows }) => expectAsAWhole(mask, rows)));
});

test("no bands have no numbers", () => {
  expect(joinBands([], 8)).toEqual([]);
});
