import { expect, test } from "vitest";
import { labelsOf, planeOf } from "../../test/drawing.ts";
import { expectFeatures, featureCases } from "../../test/feature-cases.ts";
import { regionPixels } from "./region-pixels.ts";
import { textureFeatures } from "./texture-features.ts";

test("textureFeatures equals mahotas as called by cp_measure, of 256 and of 8 grey levels", () => {
  for (const [{ labels, regions, first }, expected] of featureCases("texture")) {
    const fine = textureFeatures(regions, labels, first);
    const coarse = textureFeatures(regions, labels, first, { scale: 1, levels: 8 });
    expectFeatures({ ...fine, ...coarse }, expected, 1e-7);
  }
});

test("textureFeatures of stripes contrast across them and not along them", () => {
  const labels = labelsOf(["1111", "1111", "1111", "1111"]);
  const image = planeOf(
    Array.from({ length: 4 }, () => [1, 3, 1, 3]),
    Uint8Array,
  );
  const features = textureFeatures(regionPixels(labels), labels, image, { scale: 1, maximum: 255 });
  const contrasts = [0, 1, 2, 3].map((direction) => features[`Contrast_1_0${direction}_256`]![0]);
  expect(contrasts).toEqual([4, 4, 0, 4]);
});

test("textureFeatures counts no pair with a pixel of level 0 or of another object: then there is no texture", () => {
  const labels = labelsOf(["112", "112", "222"]);
  const features = textureFeatures(
    regionPixels(labels),
    labels,
    planeOf(
      [
        [0, 9, 9],
        [9, 9, 9],
        [9, 9, 9],
      ],
      Uint8Array,
    ),
    {
      scale: 2,
      maximum: 255,
    },
  );
  expect(features.Contrast_2_00_256![0]).toBeNaN();
});

test.each([{ scale: 0 }, { scale: 1.5 }, { levels: 1 }, { levels: 257 }, { maximum: 0 }])(
  "textureFeatures refuses %j",
  (options) => {
    const labels = labelsOf(["1"]);
    const image = planeOf([[1]], Uint8Array);
    expect(() => textureFeatures(regionPixels(labels), labels, image, options)).toThrow(
      expect.objectContaining({ code: "PARAMETER_INVALID" }),
    );
  },
);
