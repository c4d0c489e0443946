import { distanceTransform, labelConnected, meanShrink, type Plane } from "@ohcs/functions/kernels";
import { expect, test } from "vitest";
import { DTYPES, drawPlane, SIZES } from "./draw-planes.ts";
import { expectEqualPlanes } from "./expect-equal-planes.ts";
import { onSoftwareGpus } from "./on-software-gpus.ts";

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

/** Planes of noise in which about half of the pixels are foreground. */
const drawn = SIZES.map((size, k) => drawPlane(DTYPES[k % DTYPES.length] ?? "uint8", size));
const noise = drawn.map((plane) => {
  const middle = plane.data.toSorted()[plane.data.length >> 1] ?? 0;
  return { ...plane, data: plane.data.map((value) => (value > middle ? value : 0)) };
});

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
