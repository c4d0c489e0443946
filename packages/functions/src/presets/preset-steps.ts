import { step } from "@ohcs/context";
import { measureObjects } from "../measure/measure-objects.ts";
import { maxProjection } from "../projection/max-projection.ts";
import { segmentNuclei } from "../segmentation/segment-nuclei.ts";
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

/** Nuclei of one channel, site by site, as labels called `name`. */
export function segment(channel: string, name: string, materialize: boolean) {
  return step("segment", {
    func: segmentNuclei(),
    inputs: { image: { from: "step:project", channel } },
    emits: { [`labels:${name}`]: "nuclei", "table:segmentation": "quality" },
    ...(materialize ? { materialize } : {}),
  });
}

/** Measures the labels `name` in the given images: name of the columns → channel. */
export function measure(name: string, images: Readonly<Record<string, string>>, materialize: boolean) {
  const channels = Object.entries(images).map(
    ([image, channel]) => [image, { from: "step:project", channel }] as const,
  );
  return step("measure", {
    func: measureObjects(),
    inputs: { labels: `labels:${name}`, ...Object.fromEntries(channels) },
    emits: [`table:${name}`],
    ...(materialize ? {} : { materialize }),
  });
}
