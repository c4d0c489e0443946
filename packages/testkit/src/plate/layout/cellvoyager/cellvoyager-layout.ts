import { encodeTiff } from "../../../tiff/encode-tiff.ts";
import { type PlateFile, type PlateLayout, rasterOrder } from "../../design/planes-of.ts";
import type { PlateCoordinates, PlateDesign } from "../../design/plate-design.ts";
import { measurementData, measurementDetail, measurementSetting } from "./measurement-xml.ts";

/**
 * A plate of Yokogawa CV8000: `<plate>_A01_T0001F001L01A01Z01C01.tif`, `MeasurementData.mlf` with places and times,
 * `MeasurementDetail.mrf`, the settings as `<plate>.mes`, and a dark image among the measurements. y points up.
 */
export const cellVoyagerLayout: PlateLayout = {
  siteOrder: rasterOrder,
  planePath: imageName,
  planeDescription: () => "",
  software: "CellVoyager",
  companions,
};

function companions(design: PlateDesign): readonly PlateFile[] {
  const encode = (text: string) => new TextEncoder().encode(text);
  return [
    ["MeasurementData.mlf", encode(measurementData(design, imageName))],
    ["MeasurementDetail.mrf", encode(measurementDetail(design))],
    [`${design.name}.mes`, encode(measurementSetting(design))],
    ["DC_DCAM#1_CAM1.tif", darkImage()],
  ];
}

function darkImage(): Uint8Array {
  const size = 8;
  const pixels = new Uint16Array(size * size);
  return encodeTiff({ width: size, height: size, pixels, description: "", software: "CellVoyager" });
}

function imageName({ name }: PlateDesign, plane: PlateCoordinates): string {
  const { well, site, channel, zIndex, timepoint } = plane;
  const number = (value: number, digits: number) => String(value).padStart(digits, "0");
  const place = `T${number(timepoint, 4)}F${number(site, 3)}L01A${number(channel, 2)}Z${number(zIndex, 2)}C${number(channel, 2)}`;
  return `${name}_${well}_${place}.tif`;
}
