import type { FileManager } from "@ohcs/filemanager";
import { type ChannelReport, IN_COLORS, type SheetReport } from "../report-data.ts";
import { type Look, lookOf } from "./look-of.ts";
import { PlaneReading, type Unread } from "./plane-reading.ts";
import { inColors, jpegOf, pngOf, type Range, sheetOf } from "./sheet.ts";
import { isInColors, nameOf, type ShownView } from "./shown-views.ts";
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

/** Edges of labels are 0 or 255 already, and colours between. */
const AS_THEY_ARE: Range = { low: 0, high: 255 };

type Small = ReadonlyMap<number, SmallPlane>;

/**
 * Pictures of the wells, one sheet for each view and channel, in one contrast for the plate; planes that cannot be read are left out.
 * Of planes one at a time is in memory, and of pictures one sheet: all together have a fixed number of pixels, however many wells there are.
 */
export async function pictureSheets(
  storage: FileManager,
  views: readonly ShownView[],
  channels: readonly ChannelReport[],
): Promise<Pictures> {
  const made = new PicturesInMaking(storage);
  const ids = channels.map(({ id }) => id);
  for (const [view, shown] of views.entries()) {
    const side = sideOf(shown, views);
    if (isInColors(shown)) await made.addColors(view, shown, side);
    else await made.addChannels(view, shown, [...new Set([...ids, ...shown.planes.keys()])], side);
  }
  const { sheets, images, looks, reading } = made;
  return { sheets, images, looks, unread: reading.unread };
}

class PicturesInMaking {
  readonly sheets: SheetReport[] = [];
  readonly images: string[] = [];
  readonly looks: Look[] = [];
  readonly reading: PlaneReading;
  readonly #ranges = new Map<string, Range>();

  constructor(storage: FileManager) {
    this.reading = new PlaneReading(storage);
  }

  /** Each channel in grey, and the outlines of objects over them. */
  async addChannels(view: number, shown: ShownView, channels: readonly string[], side: number): Promise<void> {
    let like: SmallPlane | undefined;
    for (const channel of channels) {
      this.reading.memory.clear();
      const small = await this.#small(view, shown, channel, side);
      const [first] = small.values();
      if (first === undefined) continue;
      like = first;
      const name = `${shown.output} ${channel}`;
      const range = this.#ranges.get(name) ?? rangeOf([...small.values()]);
      this.#ranges.set(name, range);
      const [sheet, geometry] = sheetOf(small, range);
      this.sheets.push({ view, channel, factor: first.factor, ...geometry, ...range });
      this.images.push(await jpegOf(sheet, BYTES_PER_PIXEL));
    }
    const edges = like === undefined ? new Map() : await this.#outlines(shown, like);
    if (edges.size === 0 || like === undefined) return;
    const [sheet, geometry] = sheetOf(edges, AS_THEY_ARE);
    this.sheets.push({ view, channel: null, factor: like.factor, ...geometry, ...AS_THEY_ARE });
    this.images.push(await pngOf(sheet));
  }

  /** A picture in colours; a well of which a part cannot be read has none. */
  async addColors(view: number, shown: ShownView, side: number): Promise<void> {
    this.reading.memory.clear();
    const [red, green, blue] = [
      await this.#small(view, shown, "red", side),
      await this.#small(view, shown, "green", side),
      await this.#small(view, shown, "blue", side),
    ];
    const whole = [...red].filter(([well]) => green.has(well) && blue.has(well));
    const [[, like] = []] = whole;
    if (like === undefined) return;
    const sheet = (part: Small) => sheetOf(new Map(whole.map(([well]) => [well, part.get(well) ?? like])), AS_THEY_ARE);
    const [[first, geometry], [second], [third]] = [sheet(red), sheet(green), sheet(blue)];
    this.sheets.push({ view, channel: IN_COLORS, factor: like.factor, ...geometry, ...AS_THEY_ARE });
    this.images.push(await jpegOf(inColors([first, second, third]), BYTES_PER_PIXEL));
  }

  #small(view: number, shown: ShownView, channel: string, side: number): Promise<Small> {
    const { memory } = this.reading;
    return this.reading.made(shown.planes.get(channel), nameOf(shown) ?? channel, (image, well) => {
      const plane = smallPlane(image, side, memory.picture);
      if (view === 0) this.looks.push({ channel, well, ...lookOf(plane, image.data) });
      return plane;
    });
  }

  /** Outlines of the labels that lie over pictures such as `like`: a mosaic's do not lie over a site. */
  #outlines({ labels }: ShownView, { full, factor }: SmallPlane): Promise<ReadonlyMap<number, Plane<Uint8Array>>> {
    const isAlike = ([height = 0, width = 0]: readonly number[]) =>
      Math.abs(height - full.height) <= full.height / 10 && Math.abs(width - full.width) <= full.width / 10;
    return this.reading.made(labels, null, (image) =>
      isAlike(image.shape.slice(-2)) ? smallEdges(image, factor) : null,
    );
  }
}

/** The usual view and what was stored have half of the room, all others the other half. */
function sideOf(view: ShownView, views: readonly ShownView[]): number {
  const isMain = (one: ShownView) => one === views[0] || one.output !== null;
  const group = views.filter((one) => isMain(one) === isMain(view));
  const count = group.flatMap(({ planes }) => [...planes.values()]).reduce((sum, { size }) => sum + size, 0);
  const share = group.length === views.length ? 1 : 2;
  const side = Math.sqrt(ALL_BYTES / BYTES_PER_PIXEL / share / Math.max(1, count));
  return Math.min(LARGEST_SIDE, Math.max(SMALLEST_SIDE, Math.floor(side)));
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
