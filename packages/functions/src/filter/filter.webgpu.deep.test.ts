import { gaussianBlur, medianFilter } from "@ohcs/kernels";
import { expect, test } from "vitest";
import { DTYPES, drawPlane, SIZES } from "../../test/webgpu/draw-planes.ts";
import { expectEqualPlanes } from "../../test/webgpu/expect-equal-planes.ts";
import { onSoftwareGpus } from "../../test/webgpu/on-software-gpus.ts";

const SIGMAS: readonly (readonly [sigma: number, truncate: number])[] = [
  [0, 4],
  [0.6, 4],
  [3, 4],
  [1.5, 2],
];

onSoftwareGpus((gpu) => {
  const blurOnGpu = (plane: ReturnType<typeof drawPlane>, ...args: readonly number[]) =>
    gpu().ask({ planes: [plane], steps: [{ kernel: "gaussianBlur", args }] });

  test.each(DTYPES)("blurred planes of %s equal those of the CPU", async (dtype) => {
    for (const size of SIZES) {
      for (const args of SIGMAS) {
        const plane = drawPlane(dtype, size);
        expectEqualPlanes(await blurOnGpu(plane, ...args), gaussianBlur(plane, ...args), 1e-5);
      }
    }
  });

  test("a Gaussian wider than the plane blurs as on the CPU", async () => {
    const small = drawPlane("uint16", [9, 31]);
    for (const sigma of [8, 8.2, 50, 200])
      expectEqualPlanes(await blurOnGpu(small, sigma), gaussianBlur(small, sigma), 1e-5);
  });

  test("medians of signed float32 equal those of the CPU", async () => {
    const plane = drawPlane("float32", [31, 33]);
    const signed = { ...plane, data: plane.data.map((value) => value - 3000) };
    const reply = await gpu().ask({ planes: [signed], steps: [{ kernel: "medianFilter", args: [5] }] });
    expectEqualPlanes(reply, medianFilter(signed, 5), 0);
  });

  test("parameters out of range are refused", async () => {
    const planes = [drawPlane("uint8", [4, 4])];
    const codeOf = async (kernel: string, arg: number) =>
      (await gpu().ask({ planes, steps: [{ kernel, args: [arg] }] })).error?.code;
    expect(await codeOf("gaussianBlur", -1)).toBe("PARAMETER_INVALID");
    expect(await codeOf("medianFilter", 4)).toBe("PARAMETER_INVALID");
    expect(await codeOf("medianFilter", 7)).toBe("PARAMETER_INVALID");
  });
});
