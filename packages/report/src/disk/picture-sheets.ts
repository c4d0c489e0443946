import type { FileManager } from "@ohcs/filemanager";
import type { ChannelReport, SheetReport } from "../report-data.ts";
import { type Look, lookOf } from "./look-of.ts";
import { PlaneReading, type Unread } from "./plane-reading.ts";
import { jpegOf, pngOf, type Range, sheetOf } from "./sheet.ts";
import type { ShownView } from "./shown-views.ts";
import { type Plane, type SmallPlane, smallEdges, smallPlane } from "./small-plane.ts";

/** Pictures of wells, and what is missing in them. */
export interface Pictures {
  readonly sheets: readonly SheetReport[];
  /** The sheets as data URLs, in their order. */
  readonly images: readonly string[];
  readonly unread: readonly Unread[];
  readonly looks: readonly Look[];
}

/** Bytes of all pictures together, and of a pixel in one: what takes more is compressed further. */
const ALL_BYTES = 8_000_000;
const BYTES_PER_PIXEL = 0.3;
const SMALLEST_SIDE = 40;
const LARGEST_SIDE = 400;

/** Pixels of a picture that its darkest and brightest are estimated from. */
const SAMPLES = 500;

/** Edges of labels are 0 or 255 already. */
const AS_THEY_ARE: Range = { low: 0, high: 255 };

/**
 * Pictures of the wells, one sheet for each view and channel, in one contrast for the plate; planes that cannot be read are left out.
 * Of planes one at a time is in memory, and of pictures one sheet: all together have a fixed number of pixels, however many wells there are.
 */
export async function pictureSheets(
  storage: FileManager,
  views: readonly ShownView[],
  channels: readonly ChannelReport[],
): Promise<Pictures> {
  const sheets: SheetReport[] = [];
  const images: string[] = [];
  const reading = new PlaneReading(storage);
  const looks: Look[] = [];
  const ranges = new Map<string, Range>();
  for (const [view, shown] of views.entries()) {
    const side = sideOf(shown, views);
    let like: SmallPlane | undefined;
    for (const { id } of channels) {
      const small = await reading.made(shown.planes.get(id), id, (image, well) => {
        const plane = smallPlane(image, side);
        if (view === 0) looks.push({ channel: id, well, ...lookOf(plane, image.data) });
        return plane;
      });
      [like] = small.values();
      if (like === undefined) continue;
      const name = `${shown.isStored} ${id}`;
      const range = ranges.get(name) ?? rangeOf([...small.values()]);
      ranges.set(name, range);
      const [sheet, geometry] = sheetOf(small, range);
      sheets.push({ view, channel: id, factor: like.factor, ...geometry, ...range });
      images.push(await jpegOf(sheet, BYTES_PER_PIXEL));
    }
    const edges = like === undefined ? new Map() : await outlines(reading, shown, like);
    if (edges.size === 0 || like === undefined) continue;
    const [sheet, geometry] = sheetOf(edges, AS_THEY_ARE);
    sheets.push({ view, channel: null, factor: like.factor, ...geometry, ...AS_THEY_ARE });
    images.push(await pngOf(sheet));
  }
  return { sheets, images, unread: reading.unread, looks };
}

/** The usual view and the stored one have half of the room, all others the other half. */
function sideOf(view: ShownView, views: readonly ShownView[]): number {
  const isMain = (one: ShownView) => one === views[0] || one.isStored;
  const group = views.filter((one) => isMain(one) === isMain(view));
  const count = group.flatMap(({ planes }) => [...planes.values()]).reduce((sum, { size }) => sum + size, 0);
  const share = group.length === views.length ? 1 : 2;
  const side = Math.sqrt(ALL_BYTES / BYTES_PER_PIXEL / share / Math.max(1, count));
  return Math.min(LARGEST_SIDE, Math.max(SMALLEST_SIDE, Math.floor(side)));
}

/** Outlines of the labels that lie over pictures such as `like`: a mosaic's do not lie over a site. */
function outlines(
  reading: PlaneReading,
  { labels }: ShownView,
  { full, factor }: SmallPlane,
): Promise<ReadonlyMap<number, Plane<Uint8Array>>> {
  const isAlike = ([height = 0, width = 0]: readonly number[]) =>
    Math.abs(height - full.height) <= full.height / 10 && Math.abs(width - full.width) <= full.width / 10;
  return reading.made(labels, null, (image) => (isAlike(image.shape.slice(-2)) ? smallEdges(image, factor) : null));
}

/** From the median of the wells' darkest to the greatest of their brightest pixels: an empty well stays dark. */
function rangeOf(planes: readonly SmallPlane[]): Range {
  const ends = planes.map(({ data }) => {
    const step = Math.max(1, Math.floor(data.length / SAMPLES));
    const sample = new Float32Array(Math.floor(data.length / step));
    for (let i = 0; i < sample.length; i++) sample[i] = data[i * step] ?? 0;
    sample.sort();
    return [ranked(sample, 0.01), ranked(sample, 0.998)] as const;
  });
  const low = ranked(Float32Array.from(ends, ([darkest]) => darkest).sort(), 0.5);
  const high = ranked(Float32Array.from(ends, ([, brightest]) => brightest).sort(), 0.95);
  return { low, high: high > low ? high : low + 1 };
}

/** The value below which `part` of the sorted ones lie. */
function ranked(sorted: Float32Array, part: number): number {
  return sorted[Math.round(part * (sorted.length - 1))] ?? 0;
}
