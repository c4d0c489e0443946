import { maxProjection, meanProjection, type Plane } from "@ohcs/functions/kernels";
import { expect, test } from "vitest";
import { BEYOND_ONE_DIMENSION, DTYPES, drawPlane, SIZES } from "./draw-planes.ts";
import { expectEqualPlanes } from "./expect-equal-planes.ts";
import { onSoftwareGpus } from "./on-software-gpus.ts";

onSoftwareGpus((gpu, testOnce) => {
  test.each(DTYPES)("projections of %s equal those of the CPU", async (dtype) => {
    for (const size of SIZES) {
      const planes = [3, 1, 2].map((seed) => drawPlane(dtype, size, seed));
      const most = await gpu().ask({ planes, steps: [{ kernel: "maxProjection", stack: true }] });
      expectEqualPlanes(most, maxProjection(planes), 0);
      const mean = await gpu().ask({ planes, steps: [{ kernel: "meanProjection", stack: true }] });
      expectEqualPlanes(mean, meanProjection(planes), 1e-6);
    }
  });

  testOnce("planes larger than one dispatch dimension project as on the CPU", async () => {
    const planes = [1, 2].map((seed) => drawPlane("uint8", BEYOND_ONE_DIMENSION, seed));
    const steps = [{ kernel: "maxProjection", stack: true }];
    expectEqualPlanes(await gpu().ask({ planes, steps }), maxProjection(planes), 0);
  });

  test("a projection moves each plane up once, packed, and one plane down", async () => {
    const planes = [1, 2, 3, 4].map((seed) => drawPlane("uint16", [101, 67], seed));
    const { counts } = await gpu().ask({ planes, steps: [{ kernel: "maxProjection", stack: true }] });
    const bytes = Math.ceil((101 * 67 * 2) / 4) * 4;
    expect(counts).toMatchObject({ uploads: 4, bytesUploaded: 4 * bytes, downloads: 1, bytesDownloaded: bytes });
    // Four unpacked, one copied, three compared, one packed.
    expect(counts.dispatches).toBe(9);
  });

  test("stacks of nothing, of two sizes and of two sample types are refused as on the CPU, and uint32 besides", async () => {
    const steps = [{ kernel: "maxProjection", stack: true }];
    const codeOf = async (...planes: Plane[]) => (await gpu().ask({ planes, steps })).error?.code;
    expect(await codeOf()).toBe("PLANE_INVALID");
    expect(await codeOf(drawPlane("uint8", [2, 3]), drawPlane("uint8", [3, 2]))).toBe("PLANE_SHAPE_MISMATCH");
    expect(await codeOf(drawPlane("uint8", [2, 3]), drawPlane("uint16", [2, 3]))).toBe("PLANE_SHAPE_MISMATCH");
    const labels = { data: new Uint32Array(6), height: 2, width: 3 };
    expect(await codeOf(labels)).toBe("GPU_SAMPLES_UNSUPPORTED");
  });
});
