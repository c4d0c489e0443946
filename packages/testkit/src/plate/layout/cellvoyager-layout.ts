import { encodeTiff } from "../../tiff/encode-tiff.ts";
import {
  channelFacts,
  escapedXml,
  type PlateFile,
  type PlateLayout,
  planesOf,
  rasterOrder,
  timeAt,
} from "../design/planes-of.ts";
import type { PlateCoordinates, PlateDesign } from "../design/plate-design.ts";
import { placeInWell } from "./stage-position.ts";

type Value = string | number;

const NAMESPACE = "http://www.yokogawa.co.jp/BTS/BTSSchema/1.0";
const BOM = "\ufeff";

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
    ["MeasurementData.mlf", encode(measurementData(design))],
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

/** `MeasurementData.mlf`: a record for each image, missing ones included; µm from the well's centre, y up. */
function measurementData(design: PlateDesign): string {
  const wells = new Map(design.wells.map((well) => [well.well, well]));
  const records = [...planesOf(design)].map((plane, i) => {
    const place = wells.get(plane.well);
    const tile = place?.tiles[plane.site - 1];
    if (place === undefined || tile === undefined) return "";
    const { x, y } = placeInWell(design, tile);
    const attributes = attributesOf({
      Type: "IMG",
      Time: timeAt(i),
      Column: place.column + 1,
      Row: place.row + 1,
      TimePoint: plane.timepoint,
      FieldIndex: plane.site,
      ZIndex: plane.zIndex,
      TimelineIndex: 1,
      ActionIndex: plane.channel,
      Action: "3D",
      X: x,
      Y: 0 - y,
      Z: (plane.zIndex - 1) * design.zStepUm,
      Ch: plane.channel,
    });
    return `<bts:MeasurementRecord${attributes}>${escapedXml(imageName(design, plane))}</bts:MeasurementRecord>`;
  });
  return document("MeasurementData", { Version: "1.0" }, records);
}

/** `MeasurementDetail.mrf`: extent and pixel sizes. */
function measurementDetail(design: PlateDesign): string {
  const { name, format, timepoints, grid, zSteps, channels, pixelSizeUm, tile } = design;
  const head = {
    Version: "1.0",
    Title: name,
    BeginTime: timeAt(0),
    MeasurementSettingFileName: `${name}.mes`,
    ColumnCount: format.columns,
    RowCount: format.rows,
    TimePointCount: timepoints,
    FieldCount: grid.rows * grid.columns,
    ZCount: zSteps,
  };
  const sizes = {
    HorizontalPixelDimension: pixelSizeUm,
    VerticalPixelDimension: pixelSizeUm,
    HorizontalPixels: tile.width,
    VerticalPixels: tile.height,
  };
  const lines = channels.map((_, i) => `<bts:MeasurementChannel${attributesOf({ Ch: i + 1, ...sizes })} />`);
  return document("MeasurementDetail", head, lines);
}

/** The settings: wells, light sources and channels. */
function measurementSetting({ wells, channels, format }: PlateDesign): string {
  const facts = channels.map((name, i) => ({ name, ...channelFacts(i + 1) }));
  return document("MeasurementSetting", { Version: "1.0", Columns: format.columns, Rows: format.rows }, [
    "<bts:Timelapse><bts:Timeline><bts:WellSequence>",
    ...wells.map(
      ({ row, column }) => `<bts:TargetWell${attributesOf({ Column: column + 1, Row: row + 1 })}>true</bts:TargetWell>`,
    ),
    "</bts:WellSequence></bts:Timeline></bts:Timelapse><bts:LightSourceList>",
    ...facts.map(
      ({ excitationNm }) =>
        `<bts:LightSource${attributesOf({ Name: `${excitationNm}nm`, Type: "Laser", WaveLength: excitationNm })} />`,
    ),
    "</bts:LightSourceList><bts:ChannelList>",
    ...facts.map(({ name, excitationNm, emissionNm, exposureMs }, i) => {
      const own = { Ch: i + 1, Objective: "10x", Magnification: 10, Acquisition: `BP${emissionNm}/40` };
      const attributes = attributesOf({ ...own, ExposureTime: exposureMs, Fluorophore: name, Color: "#FF00FF00" });
      return `<bts:Channel${attributes}><bts:LightSourceName>${excitationNm}nm</bts:LightSourceName></bts:Channel>`;
    }),
    "</bts:ChannelList>",
  ]);
}

function document(root: string, attributes: Readonly<Record<string, Value>>, lines: readonly string[]): string {
  const begin = `<bts:${root}${attributesOf(attributes)} xmlns:bts="${NAMESPACE}">`;
  return [`${BOM}<?xml version="1.0" encoding="utf-8"?>`, begin, ...lines, `</bts:${root}>`, ""].join("\r\n");
}

function attributesOf(attributes: Readonly<Record<string, Value>>): string {
  return Object.entries(attributes)
    .map(([name, value]) => ` bts:${name}="${escapedXml(String(value))}"`)
    .join("");
}
