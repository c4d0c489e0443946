import { describe, expect, test } from "vitest";
import { readFixture, restorePlane, type StoredPlane } from "../../test/fixture.ts";
import { thresholdMinimumCrossEntropy } from "./threshold-minimum-cross-entropy.ts";

interface Case {
  readonly name: string;
  readonly image: StoredPlane;
  readonly minimumCrossEntropy: number;
}

describe("thresholdMinimumCrossEntropy", () => {
  test.each(readFixture<Case>("thresholds"))("equals scikit-image for $name", (each) => {
    const { data } = restorePlane(each.image);
    const float = each.image.dtype.startsWith("float");
    const tolerance = float ? (Math.max(...data) - Math.min(...data)) * 1e-4 : 1e-3;
    expect(Math.abs(thresholdMinimumCrossEntropy(data) - each.minimumCrossEntropy)).toBeLessThanOrEqual(tolerance);
  });
});
