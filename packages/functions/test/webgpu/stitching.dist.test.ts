import { type Plane, type Point, phaseCorrelation } from "@ohcs/functions/kernels";
import { expect, test } from "vitest";
import { type DrawnDtype, DTYPES, drawPlane } from "./draw-planes.ts";
import { onSoftwareGpus } from "./on-software-gpus.ts";

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

onSoftwareGpus((gpu) => {
  const shiftsOnGpu = async (planes: readonly Plane[], reach: number, count: number) =>
    (await gpu().ask({ planes, steps: [{ kernel: "phaseCorrelation", args: [reach, count] }] })).value as Point[];

  test.each(CASES)(
    "planes of $size that lie $shift apart are found there, as on the CPU",
    async ({ size, shift, reach }) => {
      for (const dtype of DTYPES) {
        const [fixed, moved] = cropsOf(dtype, size, shift);
        const wanted = phaseCorrelation(fixed, moved, reach, 3);
        const got = await shiftsOnGpu([fixed, moved], reach, 8);
        expect(wanted[0]).toEqual(shift);
        expect(got[0]).toEqual(shift);
        expect(got).toEqual(expect.arrayContaining(wanted));
      }
    },
  );

  test("only what is within reach is downloaded, and flat planes lie anywhere", async () => {
    const flat = { data: new Uint8Array(400).fill(7), height: 20, width: 20 };
    const job = { planes: [flat, flat], steps: [{ kernel: "phaseCorrelation", args: [5, 1] }] };
    const { value, counts } = await gpu().ask(job);
    expect(value).toEqual(phaseCorrelation(flat, flat, 5, 1));
    expect(counts).toMatchObject({ downloads: 1, bytesDownloaded: 11 * 11 * 4 });
  });
});
