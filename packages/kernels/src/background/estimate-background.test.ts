import { expect, test } from "vitest";
import { largestDifference, readCases, restorePlane, type StoredPlane } from "../../test/fixture.ts";
import { estimateBackground } from "./estimate-background.ts";

interface Case {
  readonly image: StoredPlane;
  readonly radius: number;
  readonly expected: StoredPlane;
}

test.each(readCases<Case>("morphology", "estimateBackground"))(
  "estimateBackground equals its steps in SciPy and scikit-image to 0.001 at radius $radius",
  ({ image, radius, expected }) => {
    const background = estimateBackground(restorePlane(image), radius);
    expect(largestDifference(background.data, restorePlane(expected).data)).toBeLessThan(1e-3);
  },
);
