import type { StoredImage } from "@ohcs/context";
import { designPlate, renderPlane } from "@ohcs/testkit";

/** A square plane of nuclei as a camera sees them, uint16, with its noise: realistic input for compression. */
export function renderedImage(side: number): StoredImage & { readonly data: Uint16Array } {
  const place = { tile: [side, side], grid: [1, 1], channels: 1, zSteps: 1, placements: { A01: "touching" } } as const;
  const design = designPlate({ wells: ["A01"], ...place });
  const data = renderPlane(design, { well: "A01", site: 1, channel: 1, zIndex: 1, timepoint: 1 });
  return { data, shape: [side, side], dtype: "uint16", pixelSizeUm: 0.65 };
}
