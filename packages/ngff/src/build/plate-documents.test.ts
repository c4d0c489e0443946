import { expect, test } from "vitest";
import { sampleImage, samplePlate } from "../../test/sample-plate.ts";
import { NGFF_VERSIONS } from "../model/version.ts";
import { imageDocuments } from "./image-documents.ts";
import { plateAttributes } from "./plate-attributes.ts";
import { type PlateSpec, plateDocuments } from "./plate-documents.ts";

const build = (change: Partial<PlateSpec>) => [...plateDocuments({ ...samplePlate("0.5"), ...change })];
const image = sampleImage([0, 0]);
const invalid = expect.objectContaining({ code: "NGFF_METADATA_INVALID" });

test("plateDocuments() counts fields, over all and per acquisition", () => {
  const wells = [
    { id: "A01", fields: [0, 0, 1].map((acquisition) => ({ acquisition, image })) },
    { id: "A02", fields: [1, 1, 1, 1].map((acquisition) => ({ acquisition, image })) },
  ];
  const [root] = build({ wells });
  expect(root?.content).toMatchObject({
    attributes: {
      ome: {
        plate: {
          version: "0.5",
          field_count: 4,
          acquisitions: [
            { id: 0, name: "first", maximumfieldcount: 2 },
            { id: 1, name: "second", maximumfieldcount: 4 },
          ],
        },
      },
    },
  });
});

test("plateDocuments() refuses plates that would break a rule", () => {
  expect(() => build({ wells: [] })).toThrow(invalid);
  expect(() => build({ wells: [{ id: "A01", fields: [] }] })).toThrow(invalid);
  expect(() =>
    build({ wells: [...samplePlate("0.5").wells, { id: "a1", fields: [{ acquisition: 0, image }] }] }),
  ).toThrow("expected each well once, got 'A/1' again");
  expect(() => build({ wells: [{ id: "A01", fields: [{ image }] }] })).toThrow(
    "expected one of the acquisitions 0, 1, got nothing at 'A01/fields/0'",
  );
  expect(() => build({ wells: [{ id: "A01", fields: [{ path: "f-1", acquisition: 0, image }] }] })).toThrow(invalid);
});

test.each(NGFF_VERSIONS)("imageDocuments() of %s refuses parts that do not fit together", (version) => {
  const make = (change: object) => [...imageDocuments("A/1/0", { ...image, ...change }, version)];
  const [largest, smaller] = image.levels;
  expect(() => make({ channels: image.channels?.slice(1) })).toThrow("expected 2 channels as in the array, got 1");
  expect(() => make({ levels: [smaller, largest] })).toThrow(invalid);
  expect(() => make({ levels: [largest, { ...smaller, scale: [1, 1] }] })).toThrow(invalid);
  expect(() => make({ levels: [largest, { ...largest, path: "1" }] })).toThrow("expected a shape smaller in space");
  expect(() =>
    make({ levels: image.levels.slice(0, 2), labels: { n: { ...image.labels?.nuclei, levels: [] } } }),
  ).toThrow("expected 2 levels as the image has, got 0");
});

test("plateAttributes() lists wells row by row and all rows and columns of the plate", () => {
  const attributes = plateAttributes({ version: "0.4", name: "p", layout: 6, wells: ["B3", "A2", "B01"] });
  expect(attributes).toEqual({
    plate: {
      version: "0.4",
      name: "p",
      rows: [{ name: "A" }, { name: "B" }],
      columns: [{ name: "1" }, { name: "2" }, { name: "3" }],
      wells: [
        { path: "A/2", rowIndex: 0, columnIndex: 1 },
        { path: "B/1", rowIndex: 1, columnIndex: 0 },
        { path: "B/3", rowIndex: 1, columnIndex: 2 },
      ],
    },
  });
});
