import * as kernels from "@ohcs/kernels";
import { expect, test } from "vitest";
import { DTYPES, drawPlane } from "./draw-planes.ts";
import { expectEqualPlanes } from "./expect-equal-planes.ts";
import { onSoftwareGpus } from "./on-software-gpus.ts";

/** Of rows that begin where a device can bind them at every 32nd only; those of its blocks of 2 px at every 64th. */
const SIZE = [1202, 102] as const;
const BINDING = 2 ** 16;

onSoftwareGpus((gpu) => {
  test.each([1, 2, 3, 8])("means of blocks of %i px are the same where the rows of each are bound", async (factor) => {
    for (const [k, size] of [SIZE, [1201, 64] as const].entries()) {
      const plane = drawPlane(DTYPES[k] ?? "float32", size);
      const job = { planes: [plane], steps: [{ kernel: "meanShrink", args: [factor] }], maxBindingBytes: BINDING };
      expectEqualPlanes(await gpu().ask(job), kernels.meanShrink(plane, factor), 1e-5);
    }
  });

  test.each([1, 2, 4])("illumination in blocks of %i px is corrected by the rows of blocks around", async (factor) => {
    const plane = drawPlane("uint16", SIZE);
    const blocks = kernels.meanShrink(drawPlane("float32", SIZE, 5), factor);
    const steps = [{ kernel: "correctIllumination", args: [factor] }];
    const reply = await gpu().ask({ planes: [plane, blocks], steps, maxBindingBytes: BINDING });
    expectEqualPlanes(reply, kernels.correctIllumination(plane, blocks, factor), 1e-5);
  });

  test("a background is the same where even its blocks are larger than a binding", async () => {
    const plane = drawPlane("uint16", SIZE);
    const job = { planes: [plane], steps: [{ kernel: "subtractBackground", args: [15] }] };
    const reply = await gpu().ask({ ...job, maxBindingBytes: BINDING });
    expectEqualPlanes(reply, kernels.subtractBackground(plane, 15), 1e-5, plane);
    expect((await gpu().ask({ ...job, maxBindingBytes: 2 ** 13 })).error?.code).toBe("GPU_PLANE_TOO_LARGE");
  });

  test("a chain goes up once and comes down once, whatever its kernels take of a plane", async () => {
    const plane = drawPlane("uint16", SIZE);
    const steps = [
      { kernel: "medianFilter", args: [3] },
      { kernel: "subtractBackground", args: [20] },
      { kernel: "gaussianBlur", args: [1] },
      { kernel: "percentileNormalize" },
    ];
    const reply = await gpu().ask({ planes: [plane], steps, maxBindingBytes: BINDING });
    const flat = kernels.subtractBackground(kernels.medianFilter(plane, 3), 20);
    const ones = { ...plane, data: new Float32Array(plane.data.length).fill(1) };
    expectEqualPlanes(reply, kernels.percentileNormalize(kernels.gaussianBlur(flat, 1)), 1e-5, ones);
    const pixels = plane.data.length;
    expect(reply.counts).toMatchObject({ uploads: 1, bytesUploaded: 2 * pixels });
    expect(reply.counts).toMatchObject({ downloads: 1, bytesDownloaded: 4 * pixels });
  });

  test("Otsu's threshold downloads no more than the extremes and the counts", async () => {
    const plane = drawPlane("float32", SIZE);
    const steps = [{ kernel: "thresholdOtsu" }];
    const { value, counts } = await gpu().ask({ planes: [plane], steps, maxBindingBytes: BINDING });
    expect(value).toBe(kernels.thresholdOtsu(plane.data));
    expect(counts).toMatchObject({ uploads: 2, downloads: 2, bytesDownloaded: 8 + 256 * 4 });
  });
});
