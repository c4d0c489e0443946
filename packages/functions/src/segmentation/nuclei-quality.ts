import type { Table } from "@ohcs/context";
import { type Plane, type SegmentedNuclei, saturatedPixels } from "@ohcs/kernels";

/** What segmentations of nuclei return. */
export const NUCLEI_OUTPUTS = {
  nuclei: { kind: "labels" },
  quality: { kind: "table", description: "One row per image: count, threshold, background, noise, saturated pixels" },
} as const;

/** The quality of one image: `largest` is the value of saturated samples, where that is known. */
export function qualityTable(
  { count, noForeground, threshold }: SegmentedNuclei,
  plane: Plane,
  largest?: number,
): Table {
  const row = {
    Segmentation_Count: count,
    QC_NoForeground: noForeground ? 1 : 0,
    QC_Saturated: largest === undefined ? null : saturatedPixels(plane.data, largest),
    Segmentation_Threshold: threshold.threshold,
    Segmentation_Background: threshold.level,
    Segmentation_Noise: threshold.sigma,
  };
  return { columns: Object.keys(row), rows: [Object.values(row)] };
}
