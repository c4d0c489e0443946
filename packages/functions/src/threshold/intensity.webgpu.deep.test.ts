import {
  correctIllumination,
  type Histogram,
  histogram,
  type Plane,
  percentileNormalize,
  thresholdOtsu,
} from "@ohcs/kernels";
import { expect, test } from "vitest";
import { DTYPES, drawPlane, SIZES } from "../../test/webgpu/draw-planes.ts";
import { expectEqualPlanes } from "../../test/webgpu/expect-equal-planes.ts";
import { onSoftwareGpus } from "../../test/webgpu/on-software-gpus.ts";

/** Samples of either sign, and none that differ. */
function oddPlanes(): readonly Plane[] {
  const plane = drawPlane("float32", [31, 33]);
  return [
    { ...plane, data: plane.data.map((value) => value - 3000) },
    { ...plane, data: plane.data.map(() => -7.25) },
    { data: Uint16Array.of(9, 9, 9, 9), height: 2, width: 2 },
    { data: Float32Array.of(1, 1 + 2 ** -23, 1 + 2 ** -22), height: 1, width: 3 },
    { data: new Float32Array(0), height: 0, width: 0 },
    { data: new Uint8Array(0), height: 0, width: 0 },
  ];
}

/** Of 16 bits too many bins for a comparison that could print them. */
function expectEqualHistograms(got: Histogram, wanted: Histogram): void {
  for (const part of ["counts", "centers"] as const) {
    expect(got[part].length).toBe(wanted[part].length);
    expect(wanted[part].findIndex((value, i) => !Object.is(value, got[part][i]))).toBe(-1);
  }
}

const drawn = (dtype: (typeof DTYPES)[number]) => SIZES.map((size) => drawPlane(dtype, size));

onSoftwareGpus((gpu) => {
  test.each(DTYPES)("histograms and Otsu's thresholds of %s equal those of the CPU", async (dtype) => {
    for (const plane of [...drawn(dtype), ...(dtype === "float32" ? oddPlanes() : [])]) {
      const counted = await gpu().ask({ planes: [plane], steps: [{ kernel: "histogram" }] });
      expectEqualHistograms(counted.value as Histogram, histogram(plane.data));
      const threshold = await gpu().ask({ planes: [plane], steps: [{ kernel: "thresholdOtsu" }] });
      expect(threshold.value).toBe(thresholdOtsu(plane.data));
    }
  });

  test("Otsu's threshold downloads the counts and never the plane", async () => {
    const planes = [drawPlane("uint8", [101, 67])];
    const { counts } = await gpu().ask({ planes, steps: [{ kernel: "thresholdOtsu" }] });
    expect(counts).toMatchObject({ uploads: 1, downloads: 1, bytesDownloaded: 256 * 4, dispatches: 2 });
    const floats = [drawPlane("float32", [101, 67])];
    const other = await gpu().ask({ planes: floats, steps: [{ kernel: "thresholdOtsu", args: [64] }] });
    expect(other.value).toBe(thresholdOtsu(floats[0]?.data ?? new Float32Array(0), 64));
    const edges = { uploads: 2, bytesUploaded: 101 * 67 * 4 + 65 * 4 };
    expect(other.counts).toMatchObject({ ...edges, downloads: 2, bytesDownloaded: 8 + 64 * 4, dispatches: 2 });
  });

  test.each(DTYPES)("planes of %s normalised by percentiles equal those of the CPU", async (dtype) => {
    for (const plane of [...drawn(dtype), ...(dtype === "float32" ? oddPlanes() : [])]) {
      for (const args of [[], [{ low: 0, high: 100 }], [{ low: 25, high: 60.5 }]]) {
        const reply = await gpu().ask({ planes: [plane], steps: [{ kernel: "percentileNormalize", args }] });
        expectEqualPlanes(reply, percentileNormalize(plane, ...args), 1e-5);
      }
    }
  });

  test("a normalised plane stays on the device, its percentiles included", async () => {
    const planes = [drawPlane("float32", [101, 67])];
    const { counts } = await gpu().ask({ planes, steps: [{ kernel: "percentileNormalize" }] });
    // One to begin, four digits counted and picked, one to rescale.
    expect(counts).toMatchObject({ uploads: 1, downloads: 1, bytesDownloaded: 101 * 67 * 4, dispatches: 10 });
  });

  test.each(DTYPES)("planes of %s corrected for illumination equal those of the CPU", async (dtype) => {
    for (const plane of drawn(dtype)) {
      for (const factor of [1, 4, 15]) {
        const size = [Math.ceil(plane.height / factor), Math.ceil(plane.width / factor)] as const;
        const illumination = drawPlane("float32", size, 5);
        const steps = [{ kernel: "correctIllumination", args: [factor] }];
        const reply = await gpu().ask({ planes: [plane, illumination], steps });
        expectEqualPlanes(reply, correctIllumination(plane, illumination, factor), 1e-5);
      }
    }
  });

  test("parameters out of range are refused", async () => {
    const planes = [drawPlane("uint8", [4, 4]), drawPlane("float32", [2, 2])];
    const codeOf = async (kernel: string, count: number, arg: unknown) =>
      (await gpu().ask({ planes: planes.slice(0, count), steps: [{ kernel, args: [arg] }] })).error?.code;
    expect(await codeOf("percentileNormalize", 1, { low: 60, high: 40 })).toBe("PARAMETER_INVALID");
    expect(await codeOf("correctIllumination", 2, 1.5)).toBe("PARAMETER_INVALID");
  });
});
