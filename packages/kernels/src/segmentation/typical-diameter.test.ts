import { expect, test } from "vitest";
import { nucleiScene } from "../../test/nuclei-scene.ts";
import { segmentNuclei } from "./segment-nuclei.ts";
import { foregroundDiameters, typicalDiameter } from "./typical-diameter.ts";

test("the typical diameter of an image is the one that segmentNuclei measures", () => {
  for (const seed of [1, 2, 3]) {
    const scene = nucleiScene({ seed, nuclei: 30 });
    const diameter = typicalDiameter(foregroundDiameters(scene));
    const [given, measured] = [segmentNuclei(scene, { diameter }), segmentNuclei(scene)];
    expect([...given.labels.data].join()).toBe([...measured.labels.data].join());
  }
});

test("specks count for nothing, and an empty field has no diameter", () => {
  expect(typicalDiameter(Float64Array.of(21, 2, 3, 20, 2, 19, 2))).toBe(20);
  expect(typicalDiameter(foregroundDiameters(nucleiScene({ seed: 4, nuclei: 0 })))).toBe(0);
});
