import { expect, test } from "vitest";
import { largestDifference, readCases, restoreLabels, restorePlane, type StoredPlane } from "../../test/fixture.ts";
import { labelVolume, type VolumeConnectivity } from "./label-volume.ts";
import { splitVolume } from "./split-volume.ts";
import { volumeDistance } from "./volume-distance.ts";
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

interface SplitCase extends Pick<Case, "masks" | "connectivity" | "spacing" | "expected"> {
  readonly prominence: number;
  readonly distances: readonly StoredPlane[];
  readonly count: number;
}

const splits = readCases<SplitCase>("operations", "splitVolume").map((one) => [one.connectivity, one] as const);

test.each(splits)("splitVolume() parts %d-connected objects as scikit-image does, planes further apart", (_, one) => {
  const [z, y, x] = one.spacing;
  const masks = one.masks.map(restorePlane);
  const { prominence, connectivity } = one;
  const { planes, count } = splitVolume(masks, { spacing: { x, y, z }, prominence, connectivity });
  expect(count).toBe(one.count);
  for (const [i, plane] of one.expected.map(restoreLabels).entries())
    expect([...planes[i]!.data]).toEqual([...plane.data]);
});

test.each(splits)("volumeDistance() equals SciPy's with its sampling (%d-connected case)", (_, one) => {
  const [z, y, x] = one.spacing;
  const [first, ...others] = one.masks.map(restorePlane);
  const distances = volumeDistance([first!, ...others], { x, y, z });
  const expected = one.distances.flatMap((plane) => [...restorePlane(plane).data]);
  expect(largestDifference(distances, Float32Array.from(expected))).toBeLessThan(1e-6);
});

test("splitVolume() leaves a stack without background, and one without objects, as it is; and refuses no prominence", () => {
  const full = (value: number) => ({ data: new Uint8Array(12).fill(value), height: 3, width: 4 });
  const options = { spacing: { x: 1, y: 1, z: 3 }, prominence: 1 };
  expect(splitVolume([full(1), full(1)], options).planes.flatMap(({ data }) => [...data])).toEqual(Array(24).fill(1));
  expect(splitVolume([full(0), full(0)], options)).toMatchObject({ count: 0 });
  for (const [masks, prominence] of [[[], 1] as const, [[full(1)], 0] as const])
    expect(() => splitVolume(masks, { ...options, prominence })).toThrow(
      expect.objectContaining({ code: "PARAMETER_INVALID" }),
    );
});
