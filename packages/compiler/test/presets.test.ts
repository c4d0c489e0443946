import { catalogueOf } from "@ohcs/context";
import * as functions from "@ohcs/functions";
import { presets } from "@ohcs/functions/presets";
import { expect, test } from "vitest";
import { compilePlate } from "../src/compile-plate.ts";
import { explainPlate } from "../src/explain/explain-plate.ts";
import { inputOf, manifestOf } from "./plate-fixture.ts";

const catalogue = catalogueOf({ "@ohcs/functions": { ...functions } });

const channelsFor = (name: string) =>
  name === "cell-painting" ? ["DNA", "ER", "RNA", "AGP", "Mito"] : ["DAPI", "GFP"];

test.each(Object.keys(presets))(
  "the preset '%s' compiles without a problem on a plate with sites, channels and z",
  (name) => {
    const { diagnostics, plate } = compilePlate(
      inputOf(presets[name] ?? [], { catalogue, manifest: manifestOf({ sites: 4, channels: channelsFor(name) }) }),
    );
    expect(diagnostics).toEqual([]);
    expect(plate?.phases.last()?.name).toBe("tables");
  },
);

test("the preset 'stitch-and-count' goes from tiles to one mosaic per channel and one table per well", () => {
  const { plate } = compilePlate(
    inputOf(presets["stitch-and-count"] ?? [], { catalogue, manifest: manifestOf({ sites: 4 }) }),
  );
  const [wells, tables] = plate === null ? [] : explainPlate(plate).phases;
  const steps = wells?.structures[0]?.context.steps.map(({ name, stackedOver, groups, itemsPerGroup, outputs }) => {
    const stored = Object.values(outputs).flatMap((output) => output.stored ?? []);
    return [name, stackedOver.join(), groups, itemsPerGroup, stored.join(" ")];
  });
  expect(steps).toMatchInlineSnapshot(`
    [
      [
        "project",
        "zIndex",
        8,
        3,
        "",
      ],
      [
        "channels",
        "channel",
        4,
        2,
        "images_results/*_nuclearness.csv",
      ],
      [
        "positions",
        "site",
        1,
        4,
        "images_results/*_positions.json images_results/*_stitching.csv",
      ],
      [
        "segment",
        "",
        4,
        1,
        "images_results/*_segmentation.csv",
      ],
      [
        "measure",
        "",
        4,
        1,
        "",
      ],
      [
        "own",
        "site",
        1,
        4,
        "images_results/*_nuclei.csv",
      ],
      [
        "mosaic",
        "site",
        1,
        4,
        "images_labels/nuclei/*.tif",
      ],
      [
        "stitch",
        "site",
        2,
        4,
        "images/*.tif",
      ],
    ]
  `);
  expect(tables?.structures[0]?.context.steps.map(({ name }) => name)).toMatchInlineSnapshot(`
    [
      "compare-channels",
    ]
  `);
});
