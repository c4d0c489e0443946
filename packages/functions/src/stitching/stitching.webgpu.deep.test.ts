import type { FunctionResult, ImageStack } from "@ohcs/context";
import * as functions from "@ohcs/functions";
import { type Plane, type Point, phaseCorrelation } from "@ohcs/kernels";
import { designPlate, renderPlane } from "@ohcs/testkit";
import { expect, test } from "vitest";
import { environment } from "../../test/draw-stack.ts";
import { type DrawnDtype, DTYPES, drawPlane } from "../../test/webgpu/draw-planes.ts";

import { onSoftwareGpus } from "../../test/webgpu/on-software-gpus.ts";

/** Two crops of one image, the second of which lies at `shift`. */
function cropsOf(dtype: DrawnDtype, [height, width]: readonly [number, number], { x, y }: Point): [Plane, Plane] {
  const whole = drawPlane(dtype, [height + 40, width + 40], 3);
  const crop = (top: number, left: number): Plane => {
    const rows = Array.from({ length: height }, (_, row) => {
      const start = (top + row) * whole.width + left;
      return [...whole.data.subarray(start, start + width)];
    });
    const samples = rows.flat();
    return { data: whole.data.slice(0, samples.length).map((_, i) => samples[i] ?? 0), height, width };
  };
  return [crop(20, 20), crop(20 + y, 20 + x)];
}

const CASES = [
  { size: [64, 64], shift: { x: 5, y: -3 }, reach: 12 },
  { size: [21, 150], shift: { x: -7, y: 6 }, reach: 15 },
  { size: [130, 17], shift: { x: 0, y: 0 }, reach: 7 },
] as const;

/** A well of square sites, of which the stage says that they overlap by 28 px. */
function mosaicOf(grid: readonly [number, number], siteOf: (site: number) => Plane): ImageStack {
  const [rows, columns] = grid;
  const sites = Array.from({ length: rows * columns }, (_, i) => i);
  const planes = sites.map((i) => siteOf(i + 1));
  const { height, width } = planes[0] ?? drawPlane("uint16", [0, 0]);
  const step = width - 28;
  return {
    dtype: "uint16",
    kind: "intensity",
    memory: "cpu",
    axis: "site",
    calibration: { pixelSizeUm: 1 },
    data: Uint16Array.from(planes.flatMap(({ data }) => [...data])),
    shape: [planes.length, height, width],
    planes: sites.map((i) => ({ site: i + 1, channel: "1" })),
    positions: sites.map((i) => ({ xUm: step * (i % columns), yUm: step * Math.floor(i / columns) })),
  };
}

/** Squares of 2 px, 4 px apart. */
function latticeAt(offset: number): Plane {
  const isBright = (place: number) => (place + offset) % 4 < 2;
  const data = Uint16Array.from({ length: 128 * 128 }, (_, i) => (isBright(i % 128) && isBright(i >> 7) ? 900 : 100));
  return { data, height: 128, width: 128 };
}

const WELLS = ["A01", "B02", "C03"];
const design = designPlate({
  wells: WELLS,
  grid: [2, 3],
  tile: [128, 128],
  overlap: 28 / 128,
  channels: 1,
  zSteps: 1,
  seed: 5,
});

/** Wells of cells; and wells in which nothing, or far too much, speaks for one place. */
const MOSAICS: Readonly<Record<string, ImageStack>> = {
  ...Object.fromEntries(
    WELLS.map((well) => [
      well,
      mosaicOf([2, 3], (site) => {
        const data = renderPlane(design, { well, site, channel: 1, zIndex: 1, timepoint: 1 });
        return { data, height: 128, width: 128 };
      }),
    ]),
  ),
  "nothing in common": mosaicOf([2, 2], (site) => drawPlane("uint16", [128, 128], site)),
  // Each site is half a period off: many shifts are equally likely, and rounding alone decides which of them come first.
  "a lattice": mosaicOf([1, 4], (site) => latticeAt(2 * site)),
  nothing: mosaicOf([1, 2], () => ({ data: new Uint16Array(128 * 128).fill(7), height: 128, width: 128 })),
};

onSoftwareGpus((gpu) => {
  test.each(CASES)("planes of $size that lie $shift apart are found there, as on the CPU", async (overlap) => {
    const { size, shift, reach } = overlap;
    for (const dtype of DTYPES) {
      const crops = cropsOf(dtype, size, shift);
      const reply = await gpu().ask({
        planes: [],
        steps: [{ kernel: "phaseCorrelation", args: [...crops, reach, 8] }],
      });
      const got = (reply.value as Point[]).map(({ x, y }) => ({ x, y }));
      const wanted = phaseCorrelation(...crops, reach, 3);
      expect([wanted[0], got[0]]).toEqual([shift, shift]);
      expect(got).toEqual(expect.arrayContaining(wanted));
    }
  });

  test("only what is within reach is downloaded, and samples may have any scale", async () => {
    const [fixed, moved] = cropsOf("float32", [64, 64], { x: 5, y: -3 });
    for (const scale of [1, 1e-30, 1e30]) {
      const planes = [fixed, moved].map((plane) => ({ ...plane, data: plane.data.map((value) => value * scale) }));
      const { value, counts } = await gpu().ask({
        planes: [],
        steps: [{ kernel: "phaseCorrelation", args: [...planes, 5, 1] }],
      });
      expect(value).toMatchObject([{ x: 5, y: -3 }]);
      expect(counts).toMatchObject({ uploads: 4, downloads: 1, bytesDownloaded: 11 * 11 * 4 });
    }
  });

  test.each(Object.entries(MOSAICS))("the mosaic '%s' is placed exactly as on the CPU", async (_, image) => {
    const params = { reach: 14, minCorrelation: 0.15, maxResidual: 2, overlap: 0.1, unstaged: "grid" as const };
    const wanted = await functions.tilePositions.run({ image }, params, environment());
    const { value } = await gpu().ask({ call: "tilePositions", inputs: { image }, params });
    expect((value as FunctionResult).outputs).toEqual(wanted.outputs);
  });

  test("several channels are placed exactly as on the CPU", async () => {
    const params = { reach: 14, minCorrelation: 0.15, maxResidual: 2, overlap: 0.1, unstaged: "grid" as const };
    const [image, reporter] = [MOSAICS.A01, MOSAICS.B02] as [ImageStack, ImageStack];
    const wanted = await functions.tilePositions.run({ image, reporter }, params, environment());
    const { value } = await gpu().ask({ call: "tilePositions", inputs: { image, reporter }, params });
    expect((value as FunctionResult).outputs).toEqual(wanted.outputs);
  });
});
