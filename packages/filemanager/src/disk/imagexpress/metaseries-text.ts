import { bytesPerSample, type SavedPlane, type StoredImage } from "@ohcs/context";
import type { ImageXpressPlate } from "./imagexpress-plate.ts";

type Property = readonly [id: string, type: string, value: string | number];

/** The MetaSeries XML that MetaXpress keeps in a TIFF's ImageDescription: size, calibration, stage position, names. */
export function metaSeriesText(
  plate: ImageXpressPlate,
  { well, key, position }: SavedPlane,
  image: StoredImage,
): string {
  const [height = 0, width = 0] = image.shape.slice(-2);
  const name = plate.channels.find(({ id }) => id === key.channel)?.name ?? null;
  const properties: readonly Property[] = [
    ["plane-type", "string", "plane"],
    ["pixel-size-x", "int", width],
    ["pixel-size-y", "int", height],
    ["bits-per-pixel", "int", 8 * bytesPerSample(image.dtype)],
    ...calibration(image.pixelSizeUm),
    ...(position === null ? [] : stage(position.xUm, position.yUm)),
    ["stage-label", "string", `${well} : Site ${key.site ?? 1}`],
    ...(name === null ? [] : ([["_IllumSetting_", "string", name]] as const)),
  ];
  return [
    "<MetaData>",
    printed(["Description", "string", `Plate Name: ${plate.name}`]),
    printed(["MetaDataVersion", "float", 1]),
    "<PlaneInfo>",
    ...properties.map(printed),
    "</PlaneInfo>",
    "</MetaData>",
    "",
  ].join("\r\n");
}

function calibration(pixelSizeUm: number | null): readonly Property[] {
  if (pixelSizeUm === null) return [["spatial-calibration-state", "bool", "off"]];
  return [
    ["spatial-calibration-state", "bool", "on"],
    ["spatial-calibration-x", "float", pixelSizeUm],
    ["spatial-calibration-y", "float", pixelSizeUm],
    ["spatial-calibration-units", "string", "um"],
  ];
}

function stage(xUm: number, yUm: number): readonly Property[] {
  return [
    ["stage-position-x", "float", xUm],
    ["stage-position-y", "float", yUm],
  ];
}

function printed([id, type, value]: Property): string {
  return `<prop id="${id}" type="${type}" value="${escaped(String(value))}"/>`;
}

function escaped(text: string): string {
  return text.replaceAll(/[&<>"\r\n]/g, (character) => `&#${character.charCodeAt(0)};`);
}
