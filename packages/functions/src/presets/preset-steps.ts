import { step } from "@ohcs/context";
import { measureObjects } from "../measure/measure-objects.ts";
import { maxProjection } from "../projection/max-projection.ts";
import { segmentNuclei } from "../segmentation/segment-nuclei.ts";
import { ownObjects } from "../stitching/own-objects.ts";
import { tilePositions } from "../stitching/tile-positions.ts";

/** Maximum over z; plates without z pass unchanged. */
export const project = step("project", { func: maxProjection() });

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

/** Nuclei of one channel, site by site, as labels called `name`. */
export function segment(channel: string, name: string, materialize: boolean) {
  return step("segment", {
    func: segmentNuclei(),
    inputs: { image: { from: "step:project", channel } },
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
