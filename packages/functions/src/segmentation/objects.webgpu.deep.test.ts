import type { FunctionResult, ImageStack } from "@ohcs/context";
import { distanceTransform, labelConnected, meanShrink, type Plane } from "@ohcs/kernels";
import { expect, test } from "vitest";
import { DTYPES, drawPlane, SIZES } from "../../test/webgpu/draw-planes.ts";
import { expectEqualPlanes } from "../../test/webgpu/expect-equal-planes.ts";
import { onSoftwareGpus } from "../../test/webgpu/on-software-gpus.ts";

/** A mask by a rule. */
function maskBy(height: number, width: number, isForeground: (y: number, x: number) => boolean): Plane {
  const data = Uint8Array.from({ length: height * width }, (_, i) =>
    Number(isForeground(Math.floor(i / width), i % width)),
  );
  return { data, height, width };
}

/** A path that turns at every other row, so that its two ends are one object; and other shapes that are hard to follow. */
const MASKS: Readonly<Record<string, Plane>> = {
  empty: maskBy(9, 11, () => false),
  full: maskBy(40, 41, () => true),
  snake: maskBy(41, 37, (y, x) => y % 2 === 0 || x === (y % 4 === 1 ? 36 : 0)),
  comb: maskBy(37, 41, (y, x) => x % 2 === 0 || y === 36),
  checkerboard: maskBy(23, 25, (y, x) => (y + x) % 2 === 0),
  diagonals: maskBy(31, 33, (y, x) => (y + x) % 3 === 0),
  rings: maskBy(61, 63, (y, x) => Math.floor(Math.hypot(y - 30, x - 31)) % 4 < 2),
  "one background pixel": maskBy(33, 65, (y, x) => y !== 3 || x !== 60),
};

/** Bands of 64 rows: so many of 101 px begin where a device can bind them. */
const ROWS_OF_BAND = 64;
const BAND_BYTES = 2 ** 15;
/** Shapes that are hard to follow over the seams of bands, the last of which has one row. */
const TALL_MASKS: Readonly<Record<string, Plane>> = {
  empty: maskBy(257, 101, () => false),
  full: maskBy(257, 101, () => true),
  columns: maskBy(257, 101, (y, x) => x % 2 === 0 || y === 256),
  snake: maskBy(257, 101, (y, x) => x % 2 === 0 || y === (x % 4 === 1 ? 0 : 256)),
  checkerboard: maskBy(257, 101, (y, x) => (y + x) % 2 === 0),
  diagonals: maskBy(257, 101, (y, x) => (y + 2 * x) % 7 < 2),
  rings: maskBy(257, 101, (y, x) => Math.floor(Math.hypot(y - 128, x - 50)) % 4 < 2),
};

/** Planes of noise in which about half of the pixels are foreground. */
const drawn = SIZES.map((size, k) => drawPlane(DTYPES[k % DTYPES.length] ?? "uint8", size));
const noise = drawn.map((plane) => {
  const middle = plane.data.toSorted()[plane.data.length >> 1] ?? 0;
  return { ...plane, data: plane.data.map((value) => (value > middle ? value : 0)) };
});

function stackOf({ data, height, width }: Plane): ImageStack {
  return {
    data,
    dtype: "uint8",
    shape: [1, height, width],
    kind: "intensity",
    memory: "cpu",
    axis: null,
    planes: [{ site: 1 }],
    positions: [null],
    calibration: { pixelSizeUm: null },
  };
}

onSoftwareGpus((gpu) => {
  const ask = (plane: Plane, kernel: string, ...args: readonly unknown[]) =>
    gpu().ask({ planes: [plane], steps: [{ kernel, args }] });

  test.each(Object.entries(MASKS))(
    "objects of the mask '%s' are numbered as on the CPU, and distances equal",
    async (_, mask) => {
      for (const connectivity of [4, 8] as const) {
        const reply = await ask(mask, "labelConnected", { connectivity });
        expectEqualPlanes(reply, labelConnected(mask, { connectivity }).labels, 0);
      }
      expectEqualPlanes(await ask(mask, "distanceTransform"), distanceTransform(mask), 1e-6);
    },
  );

  test.each(Object.entries(TALL_MASKS))(
    "objects of the mask '%s' are numbered the same in bands of rows, of which only the ends are downloaded",
    async (_, mask) => {
      for (const connectivity of [4, 8] as const) {
        const inputs = { image: stackOf(mask) };
        const call = { call: "labelConnected", inputs, params: { connectivity }, maxBindingBytes: BAND_BYTES };
        const reply = await gpu().ask(call);
        const labels = (reply.value as FunctionResult | undefined)?.outputs?.labels as ImageStack | undefined;
        const plane = { data: labels?.data ?? new Uint32Array(), height: mask.height, width: mask.width };
        expectEqualPlanes({ ...reply, value: plane }, labelConnected(mask, { connectivity }).labels, 0);
        const bands = Math.ceil(mask.height / ROWS_OF_BAND);
        expect(reply.counts).toMatchObject({ downloads: bands + 1, uploads: bands + 1 });
        expect(reply.counts.bytesDownloaded).toBe(4 * (bands * (2 * mask.width + 1) + mask.data.length));
      }
    },
  );

  test("objects and distances in noise of all types are those of the CPU", async () => {
    for (const mask of noise) {
      expectEqualPlanes(await ask(mask, "labelConnected"), labelConnected(mask).labels, 0);
      expectEqualPlanes(await ask(mask, "distanceTransform"), distanceTransform(mask), 1e-6);
    }
  });

  test("labels as a mask are labelled, and stay on the device", async () => {
    const labels = { data: Uint32Array.of(0, 2 ** 31, 0, 7, 0, 7), height: 2, width: 3 };
    const reply = await ask(labels, "labelConnected", { connectivity: 4 });
    expectEqualPlanes(reply, { ...labels, data: Uint32Array.of(0, 1, 0, 2, 0, 3) }, 0);
    expect(reply.counts).toMatchObject({ uploads: 1, downloads: 1, dispatches: 6 });
  });

  test("planes wider than the squares of distances allow are refused", async () => {
    const long = { data: new Uint8Array(46_341), height: 1, width: 46_341 };
    expect((await ask(long, "distanceTransform")).error?.code).toBe("PARAMETER_INVALID");
  });

  test("means of blocks equal those of the CPU", async () => {
    for (const plane of drawn)
      for (const factor of [1, 3, 8])
        expectEqualPlanes(await ask(plane, "meanShrink", factor), meanShrink(plane, factor), 1e-5);
  });
});
