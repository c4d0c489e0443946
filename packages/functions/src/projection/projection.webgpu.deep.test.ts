import type { Plane } from "@ohcs/kernels";
import { expect, test } from "vitest";
import { drawPlane } from "../../test/webgpu/draw-planes.ts";
import { onSoftwareGpus } from "../../test/webgpu/on-software-gpus.ts";

onSoftwareGpus((gpu) => {
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
