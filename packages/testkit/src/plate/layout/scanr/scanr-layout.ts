import { parseWellId } from "@ohcs/context";
import type { PlateCoordinates, PlateDesign } from "../../design/plate-design.ts";
import { type PlateLayout, rasterOrder } from "../plate-layout.ts";
import { experimentDescriptor } from "./experiment-descriptor.ts";

/**
 * A plate of Olympus ScanR: `data/A1--W00001--P00001--Z00000--T00000--DAPI.tif`, and `experiment_descriptor.xml` in
 * Latin-1. Channels are named; z and time count from 0.
 */
export const scanrLayout: PlateLayout = {
  siteOrder: rasterOrder,
  planePath,
  planeDescription: () => "",
  software: "scanR",
  companions: (design) => [["experiment_descriptor.xml", latin1(experimentDescriptor(design))]],
};

function planePath(design: PlateDesign, { well, site, channel, zIndex, timepoint }: PlateCoordinates): string {
  const { row, column } = parseWellId(well);
  const label = `${well.replace(/\d+$/, "")}${column + 1}`;
  const index = row * design.format.columns + column + 1;
  const number = (value: number) => String(value).padStart(5, "0");
  const axes = `W${number(index)}--P${number(site)}--Z${number(zIndex - 1)}--T${number(timepoint - 1)}`;
  return `data/${label}--${axes}--${design.channels[channel - 1]}.tif`;
}

function latin1(text: string): Uint8Array {
  return Uint8Array.from(text, (character) => character.charCodeAt(0));
}
