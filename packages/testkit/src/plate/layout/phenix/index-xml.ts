import { channelFacts, escapedXml, MS_PER_PLANE, planesOf, STARTED_AT_MS } from "../../design/planes-of.ts";
import type { PlateCoordinates, PlateDesign } from "../../design/plate-design.ts";
import { placeInWell } from "../stage-position.ts";

type Names = (coordinates: PlateCoordinates) => string;

const NAMESPACE = "http://www.perkinelmer.com/PEHH/HarmonyV6";
const BOM = "\ufeff";

/** `Index.xml` of Harmony 6: what is equal for a channel is in `Maps`; missing images are listed like the others. */
export function indexXml(design: PlateDesign, nameOf: Names): string {
  return [
    `${BOM}<?xml version="1.0" encoding="utf-8"?>`,
    `<EvaluationInputData xmlns="${NAMESPACE}" Version="2">`,
    ...plateLines(design),
    ...channelLines(design),
    "<Images>",
    ...imageLines(design, nameOf),
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

function* imageLines(design: PlateDesign, nameOf: Names): Generator<string> {
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
    yield `<Image Version="1"><id>${id}</id><State>Ok</State><URL>${nameOf(plane)}</URL><Row>${row}</Row><Col>${column}</Col><FieldID>${site}</FieldID><PlaneID>${zIndex}</PlaneID><TimepointID>${timepoint - 1}</TimepointID><ChannelID>${channel}</ChannelID><PositionX Unit="m">${metres(x)}</PositionX><PositionY Unit="m">${metres(-y)}</PositionY><PositionZ Unit="m">${metres((zIndex - 1) * design.zStepUm)}</PositionZ><AbsTime>${timeAt(count++)}</AbsTime></Image>`;
  }
}

function timeAt(planes: number): string {
  return new Date(STARTED_AT_MS + planes * MS_PER_PLANE).toISOString();
}

function metres(um: number): string {
  return String(Number((um * 1e-6).toPrecision(12)));
}

function padded(value: number): string {
  return String(value).padStart(2, "0");
}
