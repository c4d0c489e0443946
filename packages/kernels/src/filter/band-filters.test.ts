import { expect, test } from "vitest";
import { readCases, restorePlane, type StoredPlane } from "../../test/fixture.ts";
import type { Plane } from "../plane.ts";
import { differenceOfGaussians } from "./difference-of-gaussians.ts";
import { laplacianOfGaussian } from "./laplacian-of-gaussian.ts";
import { sobel } from "./sobel.ts";
import { unsharpMask } from "./unsharp-mask.ts";

type Case = Readonly<
  Record<"image" | "sobel" | "differenceOfGaussians" | "laplacianOfGaussian" | "unsharpMask", StoredPlane>
>;

const filters = {
  sobel,
  differenceOfGaussians: (plane: Plane) => differenceOfGaussians(plane, 1, 4),
  laplacianOfGaussian: (plane: Plane) => laplacianOfGaussian(plane, 2),
  unsharpMask: (plane: Plane) => unsharpMask(plane, 2, 1.5),
} as const;

const cases = readCases<Case & { readonly name: string }>("image-functions", "filters");

test.each(
  cases.flatMap((one) => Object.entries(filters).map(([name, filter]) => [name, one.name, filter, one] as const)),
)("%s equals scikit-image and SciPy on %s", (name, _, filter, one) => {
  const image = restorePlane(one.image);
  const expected = restorePlane(one[name as keyof typeof filters]).data;
  const range = Math.max(...image.data) - Math.min(...image.data);
  const { data } = filter(image);
  for (const [i, value] of expected.entries()) expect(Math.abs(data[i]! - value)).toBeLessThanOrEqual(1e-5 * range);
});

test("laplacianOfGaussian is equally high at the middle of spots that fit its sigma, whatever their size", () => {
  const spot = (sigma: number) => {
    const data = Float32Array.from({ length: 101 * 101 }, (_, i) => {
      const square = ((i % 101) - 50) ** 2 + (Math.floor(i / 101) - 50) ** 2;
      return 100 * Math.exp(-square / (2 * sigma * sigma));
    });
    return laplacianOfGaussian({ data, height: 101, width: 101 }, sigma).data[50 * 101 + 50]!;
  };
  expect(spot(6) / spot(3)).toBeCloseTo(1, 1);
});

test("differenceOfGaussians refuses scales out of order", () => {
  const plane = { data: new Uint8Array(4), height: 2, width: 2 };
  expect(() => differenceOfGaussians(plane, 4, 1)).toThrow(expect.objectContaining({ code: "PARAMETER_INVALID" }));
});
