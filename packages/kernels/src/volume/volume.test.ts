import { expect, test } from "vitest";
import { readCases, restoreLabels, restorePlane, type StoredPlane } from "../../test/fixture.ts";
import { labelVolume, type VolumeConnectivity } from "./label-volume.ts";
import { volumeFeatures } from "./volume-features.ts";

interface Case {
  readonly masks: readonly StoredPlane[];
  readonly connectivity: VolumeConnectivity;
  readonly spacing: readonly [z: number, y: number, x: number];
  readonly expected: readonly StoredPlane[];
  readonly features: readonly {
    readonly label: number;
    readonly voxels: number;
    readonly centroid: readonly number[];
    readonly axes: readonly number[];
  }[];
}

const cases = readCases<Case>("operations", "labelVolume").map((one) => [one.connectivity, one] as const);

test.each(cases)("labelVolume() equals scikit-image's labels of %d-connected voxels, numbers included", (_, one) => {
  const { planes, count } = labelVolume(one.masks.map(restorePlane), one.connectivity);
  expect(count).toBe(one.features.length);
  expect(planes).toEqual(one.expected.map(restoreLabels));
});

test.each(cases)(
  "volumes, centroids and axes of %d-connected voxels equal scikit-image's with its spacing",
  (_, one) => {
    const [z, y, x] = one.spacing;
    const found = volumeFeatures(one.expected.map(restoreLabels), { x, y, z });
    expect(found.map(({ label, voxels }) => [label, voxels])).toEqual(
      one.features.map(({ label, voxels }) => [label, voxels]),
    );
    for (const [i, feature] of found.entries()) {
      const { centroid = [], axes = [] } = one.features[i] ?? {};
      for (const [k, value] of [feature.z, feature.y, feature.x].entries())
        expect(value).toBeCloseTo(centroid[k] ?? Number.NaN, 9);
      for (const [k, axis] of feature.axes.entries()) expect(axis).toBeCloseTo(axes[k] ?? Number.NaN, 6);
    }
  },
);

test("an object says from which plane to which it reaches, and whether it touches the border of the stack", () => {
  const plane = (...at: number[]) => ({
    data: Uint32Array.from({ length: 25 }, (_, i) => (at.includes(i) ? 1 : 0)),
    height: 5,
    width: 5,
  });
  const spacing = { x: 1, y: 1, z: 1 };
  const [inner] = volumeFeatures([plane(), plane(12), plane(12), plane()], spacing);
  expect(inner).toMatchObject({ firstPlane: 1, lastPlane: 2, touchesEdge: false });
  expect(volumeFeatures([plane(12), plane()], spacing)[0]).toMatchObject({ touchesEdge: true });
  expect(labelVolume([plane(), plane()])).toMatchObject({ count: 0 });
  expect(() => labelVolume([])).toThrow(expect.objectContaining({ code: "PARAMETER_INVALID" }));
});
