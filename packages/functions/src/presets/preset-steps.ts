import { reduce, step } from "@ohcs/context";
import { compareChannels, measureNuclearness } from "../channels/compare-channels.ts";
import type { FeatureFamily } from "../measure/feature-parameters.ts";
import { measureCells } from "../measure/measure-cells.ts";
import { measureObjects } from "../measure/measure-objects.ts";
import { identifySecondary, identifyTertiary } from "../objects/identify-secondary.ts";
import { assayQuality } from "../plate/assay-quality.ts";
import { fitDoseResponse } from "../plate/fit-dose-response.ts";
import { maxProjection } from "../projection/projection.ts";
import { calculateDiameter, measureDiameters } from "../segmentation/plate-diameter.ts";
import { segmentNuclei } from "../segmentation/segment-nuclei.ts";
import { ownObjects } from "../stitching/own-objects.ts";
import { tilePositions } from "../stitching/tile-positions.ts";

/** Maximum over z; plates without z pass unchanged. */
export const project = step("project", { func: maxProjection() });

/** How much each channel looks like nuclei, site by site, for `compare`. */
export function nuclearness(channel: string) {
  return step("channels", {
    func: measureNuclearness(),
    inputs: { image: "step:project", nuclei: { from: "step:project", channel } },
    emits: ["table:nuclearness"],
  });
}

/** Warns where another channel looks more like nuclei. */
export const compare = reduce("compare-channels", {
  from: "table:nuclearness",
  func: compareChannels(),
  emits: ["table:channels"],
});

/** The positions of each well's tiles, from one reference channel. */
export function positions(channel: string) {
  return step("positions", {
    func: tilePositions(),
    inputs: { image: { from: "step:project", channel } },
    emits: ["json:positions", "table:stitching"],
  });
}

/** The same for sites that need not overlap: where nothing states their places, they count as apart. */
export function places(channel: string) {
  return step("positions", {
    func: tilePositions({ unstaged: "apart" }),
    inputs: { image: { from: "step:project", channel } },
    emits: ["json:positions"],
  });
}

/** One diameter of a typical nucleus of the channel for the whole plate, for {@link segment}. */
export function plateDiameter(channel: string) {
  return [
    step("diameters", {
      func: measureDiameters(),
      inputs: { image: { from: "step:project", channel } },
      emits: ["json:diameters"],
    }),
    reduce("diameter", { from: "json:diameters", func: calculateDiameter(), emits: ["artifact:diameter"] }),
  ];
}

/** Nuclei of one channel, site by site, as labels called `name`, at the scale of each image or of the plate. */
export function segment(channel: string, name: string, materialize: boolean, scale: "image" | "plate" = "image") {
  const image = { from: "step:project", channel };
  return step("segment", {
    func: segmentNuclei(scale === "plate" ? { diameter: "plate" } : {}),
    inputs: scale === "plate" ? { image, diameter: "artifact:diameter" } : { image },
    emits: { [`labels:${name}`]: "nuclei", "table:segmentation": "quality" },
    ...(materialize ? { materialize } : {}),
  });
}

/** Measures labels in the given images, name of the columns → channel, site by site, for `own`. */
export function measure(labels: string, images: Readonly<Record<string, string>>) {
  const channels = Object.entries(images).map(
    ([image, channel]) => [image, { from: "step:project", channel }] as const,
  );
  return step("measure", {
    func: measureObjects(),
    inputs: { labels, ...Object.fromEntries(channels) },
    emits: ["table:siteNuclei"],
    materialize: false,
  });
}

/** Objects of all sites, each counted once: by the site whose centre is nearest. */
export function own(numbers: "site" | "mosaic") {
  return step("own", {
    func: ownObjects({ numbers }),
    inputs: { objects: "table:siteNuclei", positions: "json:positions" },
    emits: ["table:nuclei"],
  });
}

/** Cells around the labels `nuclei`, as labels `cells`: by an image of them, or up to a distance in px. */
export function growCells(channel: string, distance?: number) {
  return step("cells", {
    func: identifySecondary(distance === undefined ? {} : { method: "distance", distance }),
    inputs: { image: { from: "step:project", channel }, nuclei: "labels:nuclei" },
    emits: ["labels:cells"],
    materialize: true,
  });
}

/** The labels `cells` without the labels `nuclei`, as labels `cytoplasm`. */
export function cytoplasm(shrinkNuclei: boolean) {
  return step("cytoplasm", {
    func: identifyTertiary({ shrinkNuclei }),
    inputs: { cells: "labels:cells", nuclei: "labels:nuclei" },
    emits: ["labels:cytoplasm"],
    materialize: true,
  });
}

/** Nuclei, cells and cytoplasm in the given images, one row per cell; all families, or those named. */
export function singleCells(images: Readonly<Record<string, string>>, features?: FeatureFamily[]) {
  const compartments = { nuclei: "labels:nuclei", cells: "labels:cells", cytoplasm: "labels:cytoplasm" };
  const channels = Object.entries(images).map(
    ([image, channel]) => [image, { from: "step:project", channel }] as const,
  );
  return step("measure", {
    func: measureCells(features === undefined ? {} : { features }),
    inputs: { ...compartments, ...Object.fromEntries(channels) },
    emits: { "table:siteCells": "singleCells" },
    materialize: false,
  });
}

/** Cells of all sites, each counted once. */
export const ownCells = step("own", {
  func: ownObjects({ numbers: "site" }),
  inputs: { objects: "table:siteCells", positions: "json:positions" },
  emits: { "table:single_cells": "nuclei" },
});

/**
 * How well the controls are apart in some features, and their dose–response curves, where a plate map states roles of wells; curves are withheld
 * without doses. One reduction, so that the wells are summarized for it once.
 */
export function statistics(...features: string[]) {
  return reduce("statistics", {
    needs: ["role"],
    from: "table:wells",
    func: [assayQuality({ features }), fitDoseResponse({ features })],
    emits: { "table:assay-quality": "quality", "table:dose-response": "curves" },
  });
}
