import { expect, test } from "vitest";
import { readCases, restoreLabels, restorePlane, type StoredPlane } from "../../test/fixture.ts";
import { type ColorLayer, compositeChannels, type Rgb } from "./composite-channels.ts";
import { overlayOutlines } from "./overlay-outlines.ts";

interface Figure {
  readonly name: string;
  readonly layers: readonly { image: StoredPlane; range: ColorLayer["range"]; color: Rgb }[];
  readonly labels: StoredPlane;
  readonly color: Rgb;
  readonly composite: StoredPlane;
  readonly overlay: StoredPlane;
}

test.each(readCases<Figure>("figures", "figures"))(
  "compositeChannels() and overlayOutlines() equal scikit-image and NumPy: $name",
  ({ layers, labels, color, ...expected }) => {
    const rgb = compositeChannels(layers.map(({ image, ...layer }) => ({ ...layer, plane: restorePlane(image) })));
    expect(rgb.data).toEqual(restorePlane(expected.composite).data);
    const drawn = overlayOutlines(rgb, [{ labels: restoreLabels(labels), color }]);
    expect(drawn.data).toEqual(restorePlane(expected.overlay).data);
    expect(rgb.data).toEqual(restorePlane(expected.composite).data);
  },
);

test("compositeChannels() refuses what cannot be composed", () => {
  const plane = { data: Uint8Array.of(1, 2), height: 1, width: 2 };
  const layer = { plane, range: [0, 2], color: [255, 0, 0] } as const;
  const codeOf = (...layers: ColorLayer[]) => {
    try {
      compositeChannels(layers);
    } catch (error) {
      return (error as { code: string }).code;
    }
    return null;
  };
  expect(codeOf(layer)).toBeNull();
  expect(codeOf()).toBe("PLANE_INVALID");
  expect(codeOf({ ...layer, range: [2, 2] })).toBe("PARAMETER_INVALID");
  expect(codeOf(layer, { ...layer, plane: { ...plane, height: 2, width: 1 } })).toBe("PLANE_SHAPE_MISMATCH");
});
