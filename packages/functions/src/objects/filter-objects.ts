import { Type } from "@ohcs/context";
import { keepLabels, type Labels } from "@ohcs/kernels";
import { define, parameters } from "../define.ts";

/**
 * The objects of a size in range, and on request only those that do not touch the image's border, numbered anew from 1. Filter nuclei
 * before cells are grown from them, so that numbers agree.
 */
export const filterObjects = define({
  name: "filterObjects",
  summary: "Keeps objects by size and by whether the border cuts them",
  params: parameters({
    minArea: Type.Number({ default: 0, minimum: 0, description: "Smaller objects are dropped, px" }),
    maxArea: Type.Optional(Type.Number({ minimum: 1, description: "Larger objects are dropped, px" })),
    border: Type.Union([Type.Literal("keep"), Type.Literal("drop")], {
      default: "keep",
      description: "What becomes of objects in the outermost rows and columns",
    }),
  }),
  outputs: { labels: { kind: "labels", description: "Numbered from 1" } },
  exact: true,
  memoryFactor: 4,
  citation: "skimage.morphology.remove_small_objects, skimage.segmentation.clear_border",
  ofLabels(labels, { minArea, maxArea = Number.POSITIVE_INFINITY, border }) {
    const cut = border === "drop" ? labelsAtBorder(labels) : new Set<number>();
    return keepLabels(labels, (label, area) => area >= minArea && area <= maxArea && !cut.has(label)).labels;
  },
});

function labelsAtBorder({ data, height, width }: Labels): ReadonlySet<number> {
  const rows = [data.subarray(0, width), data.subarray((height - 1) * width)];
  const columns = Array.from({ length: height }, (_, y) => [data[y * width] ?? 0, data[(y + 1) * width - 1] ?? 0]);
  return new Set([...rows.flatMap((row) => [...row]), ...columns.flat()]);
}
