import { expect, test } from "vitest";
import { readCases, restorePlane, type StoredPlane } from "../../test/fixture.ts";
import { findSpots } from "./find-spots.ts";

interface Case {
  readonly image: StoredPlane;
  readonly sigma: number;
  readonly minContrast: number;
  readonly places: readonly (readonly [y: number, x: number])[];
}

test.each(readCases<Case>("operations", "findSpots"))(
  "findSpots() finds the peaks that scikit-image finds in SciPy's response, sigma $sigma",
  ({ image, places, ...options }) => {
    const found = findSpots(restorePlane(image), { ...options, subpixel: false });
    expect(found.map(({ x, y }) => [y, x])).toEqual(places);
    expect(found.length).toBeGreaterThan(2);
  },
);

test("findSpots() places spots between pixels to a tenth of one", () => {
  const [centreX, centreY, side] = [15.3, 14.6, 31];
  const data = Float32Array.from({ length: side * side }, (_, i) => {
    const square = ((i % side) - centreX) ** 2 + (Math.floor(i / side) - centreY) ** 2;
    return 100 + 500 * Math.exp(-square / (2 * 2 * 2));
  });
  const [spot, ...others] = findSpots({ data, height: side, width: side }, { sigma: 2 });
  expect(others).toEqual([]);
  expect(Math.abs((spot?.x ?? 0) - centreX)).toBeLessThan(0.1);
  expect(Math.abs((spot?.y ?? 0) - centreY)).toBeLessThan(0.1);
});

test("findSpots() finds nothing in a plane of one value, nor in noise", () => {
  const flat = { data: new Uint16Array(900).fill(7), height: 30, width: 30 };
  expect(findSpots(flat)).toEqual([]);
  let state = 1;
  const noise = Uint16Array.from({ length: 10_000 }, () => {
    state = (state * 48271) % 2147483647;
    return 100 + (state % 32);
  });
  expect(findSpots({ data: noise, height: 100, width: 100 })).toEqual([]);
});
