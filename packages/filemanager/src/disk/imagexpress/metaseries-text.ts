import { bytesPerSample, type PlaneKey, type SavedPlane, type StoredImage } from "@ohcs/context";
import type { ImageXpressPlate } from "./imagexpress-plate.ts";

type Property = readonly [id: string, type: string, value: string | number];

/** The MetaSeries XML that MetaXpress keeps in a TIFF's ImageDescription: size, calibration, stage position, names. */
export function metaSeriesText(
  plate: ImageXpressPlate,
  { well, key, position }: SavedPlane,
  image: StoredImage,
): string {
  const [height = 0, width = 0] = image.shape.slice(-2);
  const { name, emissionNm, exposureMs } = plate.channels.find(({ id }) => id === key.channel) ?? {};
  const properties: readonly Property[] = [
    ["plane-type", "string", "plane"],
    ["pixel-size-x", "int", width],
    ["pixel-size-y", "int", height],
    ["bits-per-pixel", "int", 8 * bytesPerSample(image.dtype)],
    ...calibration(image.pixelSizeUm),
    ...(position === null ? [] : stage(position.xUm, position.yUm)),
    ["stage-label", "string", `${well} : Site ${key.site ?? 1}`],
    ...known(
      ["z-position", "float", heightOf(plate, key)],
      ["wavelength", "float", emissionNm],
      ["_IllumSetting_", "string", name],
      ["_MagNA_", "float", plate.objective?.numericalAperture],
      ["_MagSetting_", "string", objectiveText(plate)],
    ),
  ];
  return [
    "<MetaData>",
    printed(["Description", "string", `Plate Name: ${plate.name}`]),
    printed(["MetaDataVersion", "float", 1]),
    "<PlaneInfo>",
    ...properties.map(printed),
    ...known(["Exposure Time", "string", exposureMs == null ? null : `${exposureMs} ms`]).map(customPrinted),
    "</PlaneInfo>",
    "</MetaData>",
    "",
  ].join("\r\n");
}

/** Those that are known. */
function known(
  ...properties: readonly (readonly [string, string, Property[2] | null | undefined])[]
): readonly Property[] {
  return properties.flatMap(([id, type, value]): Property[] => (value == null ? [] : [[id, type, value]]));
}

/** From the first z plane of the plate, µm up. */
function heightOf({ first, zStepUm }: ImageXpressPlate, { zIndex = first.zIndex }: PlaneKey): number | null {
  return zStepUm == null ? null : (zIndex - first.zIndex) * zStepUm;
}

/** Begins with the magnification. */
function objectiveText({ objective }: ImageXpressPlate): string | null {
  const { name = null, magnification = null } = objective ?? {};
  if (magnification === null || new RegExp(`^${magnification} ?x`, "i").test(name ?? "")) return name;
  return `${magnification}X${name === null ? "" : ` ${name}`}`;
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

function customPrinted(property: Property): string {
  return printed(property).replace("<prop", "<custom-prop");
}

function escaped(text: string): string {
  return text.replaceAll(/[&<>"\r\n]/g, (character) => `&#${character.charCodeAt(0)};`);
}
