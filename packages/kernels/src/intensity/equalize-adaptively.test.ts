import { expect, test } from "vitest";
import { readCases, restorePlane, type StoredPlane } from "../../test/fixture.ts";
import type { Plane } from "../plane.ts";
import { equalizeAdaptively } from "./equalize-adaptively.ts";

interface Case {
  readonly image: StoredPlane;
  readonly tiles: number;
  readonly clipLimit: number;
  readonly expected: StoredPlane;
}

test.each(readCases<Case>("operations", "equalizeAdaptively"))(
  "equalizeAdaptively() equals OpenCV's CLAHE: $tiles tiles, limit $clipLimit, $image.dtype $image.shape",
  ({ image, tiles, clipLimit, expected }) => {
    const plane = restorePlane(image) as Plane<Uint16Array>;
    expect(equalizeAdaptively(plane, { tiles, clipLimit })).toEqual(restorePlane(expected));
  },
);

test("equalizeAdaptively() refuses no tiles and a negative limit", () => {
  const plane = { data: new Uint8Array(4), height: 2, width: 2 };
  const refused = expect.objectContaining({ code: "PARAMETER_INVALID" });
  expect(() => equalizeAdaptively(plane, { tiles: 0 })).toThrow(refused);
  expect(() => equalizeAdaptively(plane, { clipLimit: -1 })).toThrow(refused);
});
