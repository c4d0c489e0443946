import { expect, test } from "vitest";
import { readCases, restorePlane, type StoredPlane } from "../../test/fixture.ts";
import type { Footprint } from "./footprint.ts";
import { whiteTopHat } from "./white-top-hat.ts";

interface Case extends Footprint {
  readonly image: StoredPlane;
  readonly expected: StoredPlane;
}

test.each(readCases<Case>("morphology", "whiteTopHat"))(
  "whiteTopHat equals scikit-image with a $shape of radius $radius",
  ({ image, expected, ...footprint }) => {
    expect(whiteTopHat(restorePlane(image), footprint)).toEqual(restorePlane(expected));
  },
);
