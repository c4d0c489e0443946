import type { PlaneFile } from "../manifest/plate-reading.ts";
import { placeByLabel } from "../micromanager/hcs-label.ts";
import type { OmeField } from "./parse-ome.ts";
import type { PlacedPlane } from "./place-files.ts";

const RGB = ["red", "green", "blue"];

/** The planes whose images lie in a well; `homeless` are the files of the others. */
export function planesOnPlate(placed: readonly PlacedPlane[]): {
  readonly planes: readonly PlaneFile[];
  readonly homeless: readonly string[];
} {
  const fields = new Map<object, ReadonlyMap<string, OmeField>>();
  const fieldsOf = ({ document }: PlacedPlane) => {
    const known = fields.get(document) ?? new Map(document.fields.map((field) => [field.image, field]));
    fields.set(document, known);
    return known;
  };
  const homeless = new Set<string>();
  const planes = placed.flatMap((one) => {
    const place = fieldsOf(one).get(one.image.id) ?? placeByLabel(one.image.name);
    if (place === null) homeless.add(one.file.path);
    return place === null ? [] : planesOf(one, place);
  });
  return { planes, homeless: [...homeless] };
}

/** A plane, or one for each of its samples. */
function planesOf(
  { file, plane, image }: PlacedPlane,
  { well, site, position = null }: Pick<OmeField, "well" | "site"> & Partial<OmeField>,
) {
  const { page, channel, zIndex, timepoint, channelName } = plane;
  const { excitationNm = null, emissionNm = null } = image.channels[channel - 1] ?? {};
  const light = { excitationNm, emissionNm, exposureMs: image.exposuresMs[channel - 1] ?? null };
  return Array.from({ length: image.samples }, (_, sample): PlaneFile => {
    const colour = image.samples === RGB.length ? (RGB[sample] ?? null) : null;
    return {
      ...{ ...file, well, site, zIndex, timepoint, page },
      channel: String((channel - 1) * image.samples + sample + 1),
      ...(image.samples === 1 ? {} : { sample }),
      channelName: image.samples === 1 ? channelName : colour,
      position: position ?? plane.position,
      pixelSizeUm: image.pixelSizeUm,
      ...(image.samples === 1 ? light : {}),
    };
  });
}
