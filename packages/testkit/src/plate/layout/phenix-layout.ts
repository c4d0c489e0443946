import { parseWellId } from "@ohcs/context";
import { channelFacts, escapedXml, type PlateLayout, planesOf, rasterOrder, timeAt } from "../design/planes-of.ts";
import type { PlateCoordinates, PlateDesign } from "../design/plate-design.ts";
import type { GridCell } from "../scene/place-tiles.ts";
import { placeInWell } from "./stage-position.ts";

const NAMESPACE = "http://www.perkinelmer.com/PEHH/HarmonyV6";
const BOM = "\ufeff";

/**
 * A plate of Opera Phenix as Harmony 6 writes it: `Images/r01c01f01p01-ch1sk1fk1fl1.tiff`, the field in the centre first
 * and the others in a snake, `Images/Index.xml` with positions in metres, y up, and times from 0.
 */
export const phenixLayout: PlateLayout = {
  siteOrder: centreFirstSnake,
  planePath: (_, coordinates) => `Images/${imageName(coordinates)}`,
  planeDescription: () => "",
  software: "Harmony",
  companions: (design) => [["Images/Index.xml", new TextEncoder().encode(indexXml(design))]],
};

function centreFirstSnake(rows: number, columns: number): readonly GridCell[] {
  const snake = rasterOrder(rows, columns).map(({ row, column }) => ({
    row,
    column: row % 2 === 0 ? column : columns - 1 - column,
  }));
  const isCentre = ({ row, column }: GridCell) =>
    row === Math.floor((rows - 1) / 2) && column === Math.floor((columns - 1) / 2);
  return [...snake.filter(isCentre), ...snake.filter((cell) => !isCentre(cell))];
}

function imageName({ well, site, channel, zIndex, timepoint }: PlateCoordinates): string {
  const { row, column } = parseWellId(well);
  return `r${padded(row + 1)}c${padded(column + 1)}f${padded(site)}p${padded(zIndex)}-ch${channel}sk${timepoint}fk1fl1.tiff`;
}

function padded(value: number): string {
  return String(value).padStart(2, "0");
}

/** `Index.xml` of Harmony 6: what is equal for a channel is in `Maps`; missing images are listed like the others. */
function indexXml(design: PlateDesign): string {
  return [
    `${BOM}<?xml version="1.0" encoding="utf-8"?>`,
    `<EvaluationInputData xmlns="${NAMESPACE}" Version="2">`,
    ...plateLines(design),
    ...channelLines(design),
    "<Images>",
    ...imageLines(design),
    "</Images>",
    "</EvaluationInputData>",
    "",
  ].join("\r\n");
}

function plateLines({ name, format, wells }: PlateDesign): readonly string[] {
  return [
    "<Plates><Plate>",
    `<PlateID>${escapedXml(name)}</PlateID>`,
    `<MeasurementStartTime>${timeAt(0)}</MeasurementStartTime>`,
    `<PlateRows>${format.rows}</PlateRows><PlateColumns>${format.columns}</PlateColumns>`,
    ...wells.map(({ row, column }) => `<Well id="${padded(row + 1)}${padded(column + 1)}" />`),
    "</Plate></Plates>",
  ];
}

function channelLines({ channels, pixelSizeUm, tile }: PlateDesign): readonly string[] {
  const entries = channels.map((name, i) => {
    const { excitationNm, emissionNm, exposureMs } = channelFacts(i + 1);
    const resolution = metres(pixelSizeUm);
    return [
      `<Entry ChannelID="${i + 1}">`,
      `<ChannelName>${escapedXml(name)}</ChannelName>`,
      `<ImageResolutionX Unit="m">${resolution}</ImageResolutionX>`,
      `<ImageResolutionY Unit="m">${resolution}</ImageResolutionY>`,
      `<ImageSizeX>${tile.width}</ImageSizeX><ImageSizeY>${tile.height}</ImageSizeY>`,
      `<MainExcitationWavelength Unit="nm">${excitationNm}</MainExcitationWavelength>`,
      `<MainEmissionWavelength Unit="nm">${emissionNm}</MainEmissionWavelength>`,
      `<ObjectiveMagnification Unit="">10</ObjectiveMagnification><ObjectiveNA Unit="">0.3</ObjectiveNA>`,
      `<ExposureTime Unit="s">${exposureMs / 1000}</ExposureTime>`,
      "</Entry>",
    ].join("");
  });
  return ["<Maps><Map>", ...entries, "</Map></Maps>"];
}

function* imageLines(design: PlateDesign): Generator<string> {
  const wells = new Map(design.wells.map((well) => [well.well, well]));
  let count = 0;
  for (const plane of planesOf(design)) {
    const { well, site, channel, zIndex, timepoint } = plane;
    const place = wells.get(well);
    const tile = place?.tiles[site - 1];
    if (place === undefined || tile === undefined) continue;
    const { x, y } = placeInWell(design, tile);
    const [row, column] = [place.row + 1, place.column + 1];
    const id = `${padded(row)}${padded(column)}K${timepoint}F${site}P${zIndex}R${channel}`;
    yield `<Image Version="1"><id>${id}</id><State>Ok</State><URL>${imageName(plane)}</URL><Row>${row}</Row><Col>${column}</Col><FieldID>${site}</FieldID><PlaneID>${zIndex}</PlaneID><TimepointID>${timepoint - 1}</TimepointID><ChannelID>${channel}</ChannelID><PositionX Unit="m">${metres(x)}</PositionX><PositionY Unit="m">${metres(-y)}</PositionY><PositionZ Unit="m">${metres((zIndex - 1) * design.zStepUm)}</PositionZ><AbsTime>${timeAt(count++)}</AbsTime></Image>`;
  }
}

function metres(um: number): string {
  return String(Number((um * 1e-6).toPrecision(12)));
}
