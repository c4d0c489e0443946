import type { FileManager } from "@ohcs/filemanager";
import { type ChannelReport, IN_COLORS, type SheetReport } from "../report-data.ts";
import type { Look } from "./look-of.ts";
import { PictureReading, type PicturesAhead, type Unread } from "./picture-reading.ts";
import { inColors, jpegOf, pngOf, type Range, sheetOf } from "./sheet.ts";
import { isInColors, nameOf, roomOf, type ShownView } from "./shown-views.ts";
import { ranked, type SmallPlane } from "./small-plane.ts";

/** What the usual picture of a well is like. */
export interface LookOfWell extends Look {
  readonly channel: string;
  readonly well: number;
}

/** Pictures of wells, and what is missing in them. */
export interface Pictures {
  readonly sheets: readonly SheetReport[];
  /** The sheets as data URLs, in their order. */
  readonly images: readonly string[];
  readonly unread: readonly Unread[];
  readonly looks: readonly LookOfWell[];
}

/** Edges of labels are 0 or 255 already, and colours between. */
const AS_THEY_ARE: Range = { low: 0, high: 255 };

type Small = ReadonlyMap<number, SmallPlane>;

/**
 * Pictures of the wells, one sheet for each view and channel, in one contrast for the plate; planes that cannot be read are left out.
 * Of planes one at a time is in memory, and of pictures one sheet and those made `ahead`: all together have a fixed number of pixels,
 * however many wells there are.
 */
export async function pictureSheets(
  storage: FileManager,
  views: readonly ShownView[],
  channels: readonly ChannelReport[],
  ahead?: PicturesAhead,
): Promise<Pictures> {
  const made = new PicturesInMaking(new PictureReading(storage, ahead));
  const ids = channels.map(({ id }) => id);
  for (const [view, shown] of views.entries()) {
    const room = roomOf(shown, views);
    if (isInColors(shown)) await made.addColors(view, shown, room);
    else await made.addChannels(view, shown, [...new Set([...ids, ...shown.planes.keys()])], room);
  }
  const { sheets, images, looks, reading } = made;
  return { sheets, images: await Promise.all(images), looks, unread: reading.unread };
}

class PicturesInMaking {
  readonly sheets: SheetReport[] = [];
  readonly images: Promise<string>[] = [];
  readonly looks: LookOfWell[] = [];
  readonly reading: PictureReading;
  readonly #ranges = new Map<string, Range>();

  constructor(reading: PictureReading) {
    this.reading = reading;
  }

  /** Each channel in grey, and the outlines of objects over them. */
  async addChannels(view: number, shown: ShownView, channels: readonly string[], room: number): Promise<void> {
    let like: SmallPlane | undefined;
    for (const channel of channels) {
      this.reading.memory.clear();
      const small = await this.#small(shown, channel, room);
      if (view === 0)
        for (const [well, { look }] of small) if (look !== null) this.looks.push({ channel, well, ...look });
      const [first] = small.values();
      if (first === undefined) continue;
      like = first;
      const name = `${shown.output} ${channel}`;
      const range = this.#ranges.get(name) ?? rangeOf([...small.values()]);
      this.#ranges.set(name, range);
      const [sheet, geometry] = sheetOf(small, range);
      await this.#add({ view, channel, factor: first.factor, ...geometry, ...range }, jpegOf(sheet));
    }
    if (like === undefined) return;
    this.reading.memory.clear();
    const edges = await this.reading.edges(shown.labels, like);
    if (edges.size === 0) return;
    const [sheet, geometry] = sheetOf(edges, AS_THEY_ARE);
    await this.#add({ view, channel: null, factor: like.factor, ...geometry, ...AS_THEY_ARE }, pngOf(sheet));
  }

  /** A picture in colours; a well of which a part cannot be read has none. */
  async addColors(view: number, shown: ShownView, room: number): Promise<void> {
    this.reading.memory.clear();
    const [red, green, blue] = [
      await this.#small(shown, "red", room),
      await this.#small(shown, "green", room),
      await this.#small(shown, "blue", room),
    ];
    const whole = [...red].filter(([well]) => green.has(well) && blue.has(well));
    const [[, like] = []] = whole;
    if (like === undefined) return;
    const sheet = (part: Small) => sheetOf(new Map(whole.map(([well]) => [well, part.get(well) ?? like])), AS_THEY_ARE);
    const [[first, geometry], [second], [third]] = [sheet(red), sheet(green), sheet(blue)];
    const image = jpegOf(inColors([first, second, third]));
    await this.#add({ view, channel: IN_COLORS, factor: like.factor, ...geometry, ...AS_THEY_ARE }, image);
  }

  #small(shown: ShownView, channel: string, room: number): Promise<Small> {
    return this.reading.pictures(shown.planes.get(channel) ?? new Map(), nameOf(shown) ?? channel, room);
  }

  /** One sheet is compressed while the next is made, no more: each holds its pixels until then. */
  async #add(sheet: SheetReport, image: Promise<string>): Promise<void> {
    image.catch(() => undefined);
    await this.images.at(-1);
    this.sheets.push(sheet);
    this.images.push(image);
  }
}

/** From the median of the wells' darkest to the greatest of their brightest pixels: an empty well stays dark. */
function rangeOf(planes: readonly SmallPlane[]): Range {
  const low = ranked(Float32Array.from(planes, ({ ends: [darkest] }) => darkest).sort(), 0.5);
  const high = ranked(Float32Array.from(planes, ({ ends: [, brightest] }) => brightest).sort(), 0.95);
  return { low, high: high > low ? high : low + 1 };
}
