import type { PlateImages, StoredPlane } from "../images/plate-images.ts";
import { greyPicture, type Picture, robustContrast, shrunkPlane } from "./picture.ts";

/** One plane of a channel, made small. */
export interface Thumbnail {
  readonly channel: string;
  /** As the plate calls it, else its id. */
  readonly name: string;
  readonly well: string;
  /** Null where the plane cannot be read. */
  readonly picture: Picture | null;
}

/** How thumbnails are chosen and drawn. */
export interface ThumbnailOptions {
  /** The longest side, in pixels. */
  readonly side: number;
  /** Of how many wells, spread over the plate; of one, it is the middle one. @default 1 */
  readonly wells?: number;
}

/** Thumbnails of every channel, channel by channel: of each well its middle site and z, and its first time; each in a contrast of its own. */
export async function channelThumbnails(
  images: PlateImages,
  { side, wells = 1 }: ThumbnailOptions,
): Promise<readonly Thumbnail[]> {
  const shown = spread([...images.wells.keys()], wells);
  const all = [...images.wells.values()].flat().filter(({ label }) => label === null);
  const channels = [...new Set(all.map(({ key }) => key.channel ?? ""))];
  const thumbnails: Thumbnail[] = [];
  for (const channel of channels)
    for (const well of shown) {
      const plane = middlePlane(images.wells.get(well) ?? [], channel);
      const loaded = plane === null ? null : await images.load(plane).catch(() => null);
      const small = loaded === null ? null : shrunkPlane(loaded, side);
      const name = images.channels.find(({ id }) => id === channel)?.name ?? (channel === "" ? "image" : channel);
      thumbnails.push({
        channel,
        name,
        well,
        picture: small === null ? null : greyPicture(small, robustContrast(small)),
      });
    }
  return thumbnails;
}

/** The plane of a channel that is shown of a well: at the middle site and z, and the first time. */
export function middlePlane(planes: readonly StoredPlane[], channel: string): StoredPlane | null {
  const own = planes.filter(({ key, label }) => label === null && (key.channel ?? "") === channel);
  const middle = (values: readonly (number | undefined)[]) => {
    const known = [...new Set(values)].toSorted((a = 0, b = 0) => a - b);
    return known[known.length >> 1];
  };
  const site = middle(own.map(({ key }) => key.site));
  const there = own.filter(({ key }) => key.site === site);
  const z = middle(there.map(({ key }) => key.zIndex));
  return there.find(({ key }) => key.zIndex === z) ?? there[0] ?? null;
}

function spread(wells: readonly string[], count: number): readonly string[] {
  if (wells.length <= count) return wells;
  return Array.from({ length: count }, (_, i) => wells[Math.floor(((i + 0.5) * wells.length) / count)] ?? "");
}
