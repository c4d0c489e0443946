import { formatWellId } from "@ohcs/context";
import {
  type ImageSpec,
  imageAxes,
  NGFF_VERSIONS,
  type NgffVersion,
  type PlateSpec,
  plateDocuments,
  plateLayout,
  pyramidLevels,
  validateHierarchy,
} from "@ohcs/ngff";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { documentsOf, readerOf } from "./reader-of.ts";
import { samplePlate } from "./sample-plate.ts";

const lengths: Readonly<Record<string, number>> = { t: 3, c: 2, z: 4 };

function imageOf(axisNames: string, [height, width]: readonly [number, number], labelled: boolean): ImageSpec {
  const axes = imageAxes(axisNames);
  const head = [...axisNames.slice(0, -2)];
  const shape = [...head.map((name) => lengths[name] ?? 1), height, width];
  const channels = axisNames.includes("c") ? 2 : 1;
  const window = { min: 0, max: 255, start: 0, end: 255 };
  return {
    name: "field",
    axes,
    levels: pyramidLevels({
      axes,
      shape,
      scale: shape.map(() => 0.5),
      translation: shape.map((_, i) => i),
      smallest: 8,
    }),
    downscaling: { type: "mean", metadata: {} },
    channels: Array.from({ length: channels }, (_, index) => ({ label: `w${index + 1}`, window })),
    storage: { dataType: "uint16", chunkShape: shape.map((_, axis) => (axis < shape.length - 2 ? 1 : 32)) },
    ...(labelled && {
      labels: {
        nuclei: {
          downscaling: { type: "nearest", metadata: {} },
          storage: { dataType: "uint32" as const, chunkShape: imageAxes(axisNames.replace("c", "")).map(() => 16) },
        },
      },
    }),
  };
}

const plates = fc
  .record({
    version: fc.constantFrom<NgffVersion>(...NGFF_VERSIONS),
    layout: fc.constantFrom(6, 12, 24, 48, 96, 384, 1536),
    axes: fc.constantFrom("yx", "cyx", "zyx", "tyx", "czyx", "tcyx", "tzyx", "tczyx"),
    plane: fc.tuple(fc.integer({ min: 1, max: 70 }), fc.integer({ min: 1, max: 70 })),
    labelled: fc.boolean(),
    places: fc.uniqueArray(fc.integer({ min: 0, max: 1535 }), { minLength: 1, maxLength: 6 }),
    fields: fc.array(fc.integer({ min: 1, max: 3 }), { minLength: 6, maxLength: 6 }),
    acquisitions: fc.integer({ min: 0, max: 3 }),
  })
  .map(({ version, layout, axes, plane, labelled, places, fields, acquisitions }): PlateSpec => {
    const { rows, columns } = plateLayout(layout);
    const wells = [...new Set(places.map((place) => place % (rows.length * columns.length)))];
    const image = imageOf(axes, plane, labelled);
    return {
      version,
      name: "plate",
      layout,
      ...(acquisitions > 0 && {
        acquisitions: Array.from({ length: acquisitions }, (_, id) => ({ id, name: `pass ${id}` })),
      }),
      wells: wells.map((place, index) => ({
        id: formatWellId(Math.floor(place / columns.length), place % columns.length),
        fields: Array.from({ length: fields[index] ?? 1 }, (_, field) => ({
          ...(acquisitions > 0 && { acquisition: field % acquisitions }),
          image,
        })),
      })),
    };
  });

test("plateDocuments() makes plates that break no rule, strictly, whatever their layout, wells, fields and axes", async () => {
  const count = process.env.OHCS_TEST_DEPTH === "full" ? 1000 : 60;
  await fc.assert(
    fc.asyncProperty(plates, async (spec) => {
      const report = await validateHierarchy(readerOf(documentsOf(plateDocuments(spec))), "", { strict: true });
      expect(report.violations).toEqual([]);
      expect(report).toMatchObject({ valid: true, version: spec.version, kind: "plate" });
      expect(report.visited.wells).toBe(spec.wells.length);
      expect(report.visited.images).toBe(spec.wells.flatMap(({ fields }) => fields).length);
    }),
    { numRuns: count },
  );
}, 120_000);

/** Layouts that are tried of a version: at depth all, else the largest of one, for each of its documents is read and judged. */
function layoutsOf(version: NgffVersion): readonly number[] {
  if (process.env.OHCS_TEST_DEPTH !== undefined) return [96, 384, 1536];
  return version === "0.5" ? [1536] : [96];
}

describe.each(NGFF_VERSIONS)("version %s", (version) => {
  test.each(layoutsOf(version))("a full plate of %i wells breaks no rule, strictly", async (layout) => {
    const { rows, columns } = plateLayout(layout);
    const image = imageOf("cyx", [16, 16], false);
    const wells = rows.flatMap((_, row) =>
      columns.map((_name, column) => ({ id: formatWellId(row, column), fields: [{ image }, { image }] })),
    );
    const documents = documentsOf(plateDocuments({ version, name: "full", layout, wells }));
    const report = await validateHierarchy(readerOf(documents), "", { strict: true });
    expect(report).toMatchObject({ valid: true, violations: [], visited: { wells: layout, images: 2 * layout } });
  });

  test("the sample plate has these files", () => {
    const paths = [...documentsOf(plateDocuments(samplePlate(version))).keys()];
    const inFirstField = paths.filter((path) => path.startsWith("A/1/0/"));
    expect(inFirstField).toEqual(
      version !== "0.4"
        ? [
            "A/1/0/zarr.json",
            "A/1/0/0/zarr.json",
            "A/1/0/1/zarr.json",
            "A/1/0/2/zarr.json",
            "A/1/0/labels/zarr.json",
            "A/1/0/labels/nuclei/zarr.json",
            "A/1/0/labels/nuclei/0/zarr.json",
            "A/1/0/labels/nuclei/1/zarr.json",
            "A/1/0/labels/nuclei/2/zarr.json",
          ]
        : [
            "A/1/0/.zgroup",
            "A/1/0/.zattrs",
            "A/1/0/0/.zarray",
            "A/1/0/1/.zarray",
            "A/1/0/2/.zarray",
            "A/1/0/labels/.zgroup",
            "A/1/0/labels/.zattrs",
            "A/1/0/labels/nuclei/.zgroup",
            "A/1/0/labels/nuclei/.zattrs",
            "A/1/0/labels/nuclei/0/.zarray",
            "A/1/0/labels/nuclei/1/.zarray",
            "A/1/0/labels/nuclei/2/.zarray",
          ],
    );
    expect(paths.slice(0, version !== "0.4" ? 3 : 4)).toEqual(
      version !== "0.4"
        ? ["zarr.json", "A/zarr.json", "B/zarr.json"]
        : [".zgroup", ".zattrs", "A/.zgroup", "B/.zgroup"],
    );
  });
});
