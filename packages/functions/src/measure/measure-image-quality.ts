import { type Cell, type Table, Type } from "@ohcs/context";
import { imageQuality, saturatedPixels } from "@ohcs/kernels";
import { define, parameters } from "../define.ts";
import { MaximumIntensity, maximumIntensityOf } from "../objects/maximum-intensity.ts";
import { planeOf } from "../stack/planes.ts";
import { type MeasuredImage, measuredImages } from "./measured-objects.ts";

/**
 * Focus, extremes and intensities of named images, without a threshold, by the names of CellProfiler (`ImageQuality_…`), and
 * how many pixels are saturated (`QC_Saturated_…`, see `measureObjects`).
 */
export const measureImageQuality = define({
  name: "measureImageQuality",
  summary: "Judges images: focus, saturation, intensities",
  params: parameters({
    scale: Type.Integer({ default: 20, minimum: 1, description: "Side of the blocks of the local focus score, px" }),
    maximumIntensity: MaximumIntensity,
  }),
  inputs: { "*": { kind: "image", description: "Images to judge, by the name of columns" } },
  outputs: { quality: { kind: "table", description: "One row per site, with columns of each image" } },
  intensity: "preserves",
  exact: true,
  measures: ["intensity"],
  memoryFactor: 16,
  citation: "CellProfiler MeasureImageQuality; Bray et al. 2012",
  run(inputs, { scale, maximumIntensity }, environment) {
    const images = measuredImages(inputs, environment);
    const cells = images.flatMap((image) => qualityCells(image, scale, maximumIntensity));
    const quality: Table = { columns: cells.map(([name]) => name), rows: [cells.map(([, value]) => value)] };
    return { outputs: { quality } };
  },
});

function qualityCells(
  { name, image, saturation }: MeasuredImage,
  scale: number,
  maximumIntensity: number | undefined,
): readonly (readonly [name: string, cell: Cell])[] {
  const plane = planeOf(image);
  const quality = imageQuality(plane, { scale, maximum: maximumIntensityOf(image, maximumIntensity) });
  const named = Object.entries(quality).map(
    ([measure, value]) => [columnName(measure, name, scale), cell(value)] as const,
  );
  return [...named, [`QC_Saturated_${name}`, saturation === null ? null : saturatedPixels(plane.data, saturation)]];
}

/** `localFocusScore` → `ImageQuality_LocalFocusScore_DNA_20` */
function columnName(measure: string, image: string, scale: number): string {
  const feature = measure === "madIntensity" ? "MADIntensity" : measure.charAt(0).toUpperCase() + measure.slice(1);
  return `ImageQuality_${feature}_${image}${measure === "localFocusScore" ? `_${scale}` : ""}`;
}

function cell(value: number): Cell {
  return Number.isFinite(value) ? value : null;
}
