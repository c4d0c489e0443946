import { gaussianBlur, medianFilter } from "@ohcs/functions/kernels";
import { expect, test } from "vitest";
import { BEYOND_ONE_DIMENSION, DTYPES, drawPlane, rowsFrom, SIZES } from "./draw-planes.ts";
import { expectEqualPlanes } from "./expect-equal-planes.ts";
import { onSoftwareGpus } from "./on-software-gpus.ts";

const SIGMAS: readonly (readonly [sigma: number, truncate: number])[] = [
  [0, 4],
  [0.6, 4],
  [3, 4],
  [1.5, 2],
];

onSoftwareGpus((gpu, testOnce) => {
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

  testOnce(
    "a plane larger than one dispatch dimension, and a Gaussian wider than the plane, blur as on the CPU",
    async () => {
      const large = drawPlane("uint16", BEYOND_ONE_DIMENSION);
      expectEqualPlanes(await blurOnGpu(large, 0.5), gaussianBlur(large, 0.5), 1e-5);
      const small = drawPlane("uint16", [9, 31]);
      for (const sigma of [8, 8.2, 50, 200])
        expectEqualPlanes(await blurOnGpu(small, sigma), gaussianBlur(small, sigma), 1e-5);
    },
  );

  test.each(DTYPES)("medians of %s equal those of the CPU", async (dtype) => {
    for (const drawn of SIZES.map((size) => drawPlane(dtype, size))) {
      for (const size of [3, 5]) {
        const reply = await gpu().ask({ planes: [drawn], steps: [{ kernel: "medianFilter", args: [size] }] });
        expectEqualPlanes(reply, medianFilter(drawn, size), 0);
      }
    }
  });

  testOnce("medians of a plane larger than one dispatch dimension end as those of the CPU", async () => {
    const plane = drawPlane("uint8", BEYOND_ONE_DIMENSION);
    const { value, counts } = await gpu().ask({ planes: [plane], steps: [{ kernel: "medianFilter", args: [3] }] });
    const wanted = rowsFrom(1, medianFilter(rowsFrom(2000, plane), 3));
    expectEqualPlanes({ value: rowsFrom(2001, value as typeof plane), counts }, wanted, 0);
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
