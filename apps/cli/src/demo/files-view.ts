import type { Style } from "../terminal/style.ts";
import { table } from "../views/table.ts";

const FILES = [
  ["images/", "stitched images, one for each well and channel"],
  ["images_labels/nuclei/", "the nuclei of each well as labels"],
  ["images_results/wells.csv", "one row for each well"],
  ["images_results/nuclei.csv", "one row for each nucleus"],
  ["images_results/stitching.csv", "how well the tiles of each well fit"],
  ["openhcs_metadata.json", "what the output plate contains"],
  [".ohcs/", "how it was made: plan, records of wells, events"],
] as const;

/** What the demo made, for people who want to look at it. */
export function filesView(outputRoot: string, style: Style): string {
  const rows = FILES.map(([path, what]) => [`${outputRoot}/${path}`, what]);
  return table([{ title: "made" }, { title: "" }], rows, style);
}
