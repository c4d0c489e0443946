import type { GpuPlane, GpuSession } from "@ohcs/context";
import { phaseCorrelation } from "@ohcs/kernels";
import { expect, test } from "vitest";
import { areApart, proposedShifts } from "./tile-positions.webgpu.ts";

const plane = (seed: number) => ({
  height: 32,
  width: 32,
  data: Float32Array.from({ length: 32 * 32 }, (_, i) => (i * i * seed) % 101),
});
const overlap = { fixed: plane(3), moved: plane(7), reach: 4 };
const onCpu = phaseCorrelation(overlap.fixed, overlap.moved, overlap.reach, 8);
/** The shifts of a surface that is the lower the further down, and in its rows the further to the right. */
const fromTopLeft = [-4, -3, -2, -1, 0, 1, 2, 3].map((x) => ({ x, y: -4 }));

/** A device on which every surface has these heights, from its upper left. */
function deviceWith(heightAt: (i: number) => number, maxBindingBytes = 2 ** 20) {
  let downloads = 0;
  const planeOf = ({ height, width }: Pick<GpuPlane, "height" | "width">): GpuPlane => {
    return { height, width, dtype: "float32" };
  };
  const session = {
    maxBindingBytes,
    upload: planeOf,
    run: () => undefined,
    release: () => undefined,
    allocate: (height: number, width: number) => planeOf({ height, width }),
    download: async ({ height, width }: GpuPlane) => {
      downloads += 1;
      return { height, width, data: Float32Array.from({ length: height * width }, (_, i) => heightAt(i)) };
    },
  };
  return { session: session as unknown as GpuSession, downloads: () => downloads };
}

test("shifts are those of the device where their heights are apart, else those of the CPU", async () => {
  expect(fromTopLeft).not.toEqual(onCpu);
  expect(await proposedShifts(deviceWith((i) => 1000 - i).session, overlap, 2 ** 20)).toEqual(fromTopLeft);
  expect(await proposedShifts(deviceWith((i) => 1000 - i / 1000).session, overlap, 2 ** 20)).toEqual(onCpu);
  expect(await proposedShifts(deviceWith(() => 0).session, overlap, 2 ** 20)).toEqual(onCpu);
  const ninthAsEighth = deviceWith((i) => (i < 8 ? 1000 - i : i === 8 ? 993 : 0));
  expect(await proposedShifts(ninthAsEighth.session, overlap, 2 ** 20)).toEqual(onCpu);
});

test("transforms that take too much are those of the CPU", async () => {
  const small = deviceWith((i) => 1000 - i, 2 ** 12);
  expect(await proposedShifts(small.session, overlap, 2 ** 20)).toEqual(onCpu);
  const large = deviceWith((i) => 1000 - i);
  expect(await proposedShifts(large.session, overlap, 2 ** 12)).toEqual(onCpu);
  expect([small.downloads(), large.downloads()]).toEqual([0, 0]);
});

const peaks = (...values: readonly number[]) => values.map((value, x) => ({ x, y: 0, value }));

test("peaks are apart where each is lower than the one before by more than rounding explains", () => {
  expect(areApart(peaks(1000, 999, 998))).toBe(true);
  expect(areApart(peaks(1000, 999, 998.99))).toBe(false);
  expect(areApart(peaks(1000, 1000))).toBe(false);
  expect(areApart(peaks(1e-20, 9e-21))).toBe(true);
  expect(areApart(peaks(1000, -1000))).toBe(true);
});

test("one peak is in order, flat surfaces and numbers that are not finite are not", () => {
  expect(areApart(peaks(7))).toBe(true);
  expect(areApart(peaks(0, 0))).toBe(false);
  expect(areApart(peaks(Number.NaN, 1))).toBe(false);
  expect(areApart(peaks(Number.POSITIVE_INFINITY, 1))).toBe(false);
});
