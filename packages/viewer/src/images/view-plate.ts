import { type Dtype, parseWellId, plateShape, type StoredImage } from "@ohcs/context";
import { fail } from "../errors.ts";
import { levelsFor, type ViewedChannel, type ViewedImage, type ViewedPlate } from "../viewed-plate.ts";
import { inOrder, type PlateImages, type StoredPlane, sitesOf } from "./plate-images.ts";

export function viewPlate({ name, format, wells, named }: PlateImages): ViewedPlate {
  const places = [...wells].map(([well, planes]) => {
    return { well, ...parseWellId(well), fields: sitesOf(planes).map((site) => ({ site })) };
  });
  return { specVersion: 1, name, ...plateShape(wells.keys(), format), wells: places, images: [...named.keys()] };
}

/** The images that steps emit by a name; without one, those of the plate. @throws `VIEW_NOT_FOUND` */
export function imagesNamed(images: PlateImages, name: string | undefined): PlateImages {
  if (name === undefined) return images;
  const found = images.named.get(name);
  if (found !== undefined) return { ...images, ...found };
  throw fail("VIEW_NOT_FOUND", `Cannot show image '${name.slice(0, 100)}': there is none of that name`);
}

/** The planes of a field. @throws `VIEW_NOT_FOUND` */
export function fieldPlanes({ wells }: PlateImages, well: string, site: number | null): readonly StoredPlane[] {
  const planes = (wells.get(well) ?? []).filter(({ key }) => (key.site ?? null) === site);
  if (planes.some(({ label }) => label === null)) return planes;
  throw fail("VIEW_NOT_FOUND", `Cannot show site ${site ?? "–"} of well '${well}': there are no such images`, {
    details: { well, site },
  });
}

/** What there is of a field, of which `load` reads one plane of each channel. @throws `VIEW_NOT_FOUND`, and what loading throws */
export async function viewField(
  images: PlateImages,
  well: string,
  site: number | null,
  load: (plane: StoredPlane) => Promise<StoredImage>,
): Promise<ViewedImage> {
  const planes = fieldPlanes(images, well, site);
  const own = planes.filter(({ label }) => label === null);
  const ids = [...new Set(own.map(({ key }) => key.channel ?? ""))];
  const firsts = own.filter((plane, i) => own.findIndex(({ key }) => key.channel === plane.key.channel) === i);
  const loaded = await Promise.all(firsts.map(load));
  const [height = 0, width = 0] = loaded[0]?.shape.slice(-2) ?? [];
  const dtypes = new Set(loaded.map(({ dtype }) => dtype));
  const [dtype = "uint16"] = dtypes.size === 1 ? dtypes : (["float32"] satisfies Dtype[]);
  return {
    width,
    height,
    dtype,
    // What the plate states: files have the pixel of the camera, or that of a screen.
    pixelSizeUm: own[0]?.pixelSizeUm ?? loaded[0]?.pixelSizeUm ?? null,
    channels: ids.map((id) => channelOf(images, id)),
    zIndexes: inOrder(own.flatMap(({ key }) => key.zIndex ?? [])),
    timepoints: inOrder(own.flatMap(({ key }) => key.timepoint ?? [])),
    labels: [...new Set(planes.flatMap(({ label }) => label ?? []))],
    levels: levelsFor(width, height),
  };
}

function channelOf({ channels }: PlateImages, id: string): ViewedChannel {
  const { name = null, color = null, window } = channels.find((one) => one.id === id) ?? {};
  const stated = window == null ? null : { low: window.start, high: window.end };
  return { id, name: name ?? (id === "" ? "image" : id), color, window: stated };
}
