import { isOhcsError, type StoredImage } from "@ohcs/context";
import type { FileManager } from "@ohcs/filemanager";
import sharp from "sharp";
import type { ChannelReport, SheetReport } from "../report-data.ts";
import type { PlaneAt, ShownView } from "./shown-views.ts";
import { type Plane, type SmallPlane, smallEdges, smallPlane } from "./small-plane.ts";

/** An image that could not be read. */
export interface Unread {
  /** Null for labels. */
  readonly channel: string | null;
  readonly well: number;
  readonly code: string;
  readonly message: string;
}

/** What the usual picture of a well is like. */
export interface Look {
  readonly channel: string;
  readonly well: number;
  /** Mean intensity, counts. */
  readonly mean: number;
  /** Variance of differences of neighbours by that of all pixels: near 0 for a blurred picture, 1 for noise; null for a flat one. */
  readonly sharpness: number | null;
}

/** Pictures of wells, and what is missing in them. */
export interface Pictures {
  readonly sheets: readonly SheetReport[];
  readonly unread: readonly Unread[];
  readonly looks: readonly Look[];
}

/** Bytes of all pictures together, and of a pixel in one: what takes more is compressed further. */
const ALL_BYTES = 8_000_000;
const BYTES_PER_PIXEL = 0.3;
const QUALITIES = [75, 50, 25] as const;
const SMALLEST_SIDE = 40;
const LARGEST_SIDE = 400;

/** Pixels of a picture that its darkest and brightest are estimated from. */
const SAMPLES = 1000;

/**
 * Pictures of the wells, one sheet for each view and channel, in one contrast for the plate; planes that cannot be read are left out.
 * Only one sheet is in memory, and all together have a fixed number of pixels, however many wells there are.
 */
export async function pictureSheets(
  storage: FileManager,
  views: readonly ShownView[],
  channels: readonly ChannelReport[],
): Promise<Pictures> {
  const sheets: SheetReport[] = [];
  const unread: Unread[] = [];
  const looks: Look[] = [];
  const ranges = new Map<string, Range>();
  for (const [view, shown] of views.entries()) {
    const side = sideOf(shown, views);
    let like: SmallPlane | undefined;
    for (const { id } of channels) {
      const small = await pictured(storage, shown.planes.get(id), id, unread, (image) => smallPlane(image, side));
      [like] = small.values();
      if (like === undefined) continue;
      if (view === 0) for (const [well, plane] of small) looks.push({ channel: id, well, ...lookOf(plane) });
      const name = `${shown.isStored} ${id}`;
      const range = ranges.get(name) ?? rangeOf([...small.values()]);
      ranges.set(name, range);
      const [sheet, geometry] = laidOut(small, (plane, target, put) => grey(plane, range, target, put));
      sheets.push({ view, channel: id, factor: like.factor, ...geometry, ...range, image: await jpeg(sheet) });
    }
    const edges = await outlines(storage, shown, like, unread);
    const [first] = edges.values();
    if (first === undefined || like === undefined) continue;
    const [sheet, geometry] = laidOut(edges, copied);
    sheets.push({ view, channel: null, factor: like.factor, ...geometry, low: 0, high: 1, image: await png(sheet) });
  }
  return { sheets, unread, looks };
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

/** What `make` makes of each image; one that cannot be read is noted in `unread`. */
async function pictured<Made>(
  storage: FileManager,
  places: ReadonlyMap<number, PlaneAt> | undefined,
  channel: string | null,
  unread: Unread[],
  make: (image: StoredImage) => Made,
): Promise<ReadonlyMap<number, Made>> {
  const made = new Map<number, Made>();
  for (const [well, { path, backend, page, sample }] of places ?? []) {
    try {
      made.set(well, make(await storage.load(path, backend, { page, sample, mayBlock: true })));
    } catch (error) {
      const code = isOhcsError(error) ? error.code : "UNKNOWN";
      unread.push({ channel, well, code, message: error instanceof Error ? error.message : String(error) });
    }
  }
  return made;
}

/** Outlines of the labels that lie over pictures such as `like`: a mosaic's do not lie over a site. */
async function outlines(storage: FileManager, { labels }: ShownView, like: SmallPlane | undefined, unread: Unread[]) {
  if (like === undefined) return new Map<number, Plane<Uint8Array>>();
  const { full, factor } = like;
  const isAlike = ([height = 0, width = 0]: readonly number[]) =>
    Math.abs(height - full.height) <= full.height / 10 && Math.abs(width - full.width) <= full.width / 10;
  const edges = await pictured(storage, labels, null, unread, (image) =>
    isAlike(image.shape.slice(-2)) ? smallEdges(image, factor) : null,
  );
  return new Map([...edges].flatMap(([well, plane]) => (plane === null ? [] : [[well, plane] as const])));
}

function lookOf({ data, width }: SmallPlane): Pick<Look, "mean" | "sharpness"> {
  let [sum, squares, steps] = [0, 0, 0];
  for (let at = 0; at < data.length; at++) {
    const value = data[at] as number;
    sum += value;
    squares += value * value;
    if (at % width > 0) steps += (value - (data[at - 1] as number)) ** 2;
  }
  const mean = sum / data.length;
  const variance = squares / data.length - mean * mean;
  return { mean, sharpness: variance > 0 ? steps / data.length / 2 / variance : null };
}

interface Range {
  readonly low: number;
  readonly high: number;
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

/** A picture in a sheet: `put` is where its first pixel goes, `stride` the length of a row there. */
interface Put {
  readonly put: number;
  readonly stride: number;
}

type Sheet = Plane<Uint8ClampedArray>;

/** Pictures well beside well, in a sheet that is about as high as wide. */
function laidOut<Picture extends { readonly height: number; readonly width: number }>(
  pictures: ReadonlyMap<number, Picture>,
  draw: (picture: Picture, target: Uint8ClampedArray, at: Put) => void,
): readonly [Sheet, Pick<SheetReport, "width" | "height" | "columns" | "wells">] {
  const all = [...pictures.values()];
  const width = Math.max(...all.map((one) => one.width));
  const height = Math.max(...all.map((one) => one.height));
  const columns = Math.ceil(Math.sqrt(all.length));
  const rows = Math.ceil(all.length / columns);
  const data = new Uint8ClampedArray(columns * width * rows * height);
  const stride = columns * width;
  for (const [i, one] of all.entries())
    draw(one, data, { put: Math.floor(i / columns) * height * stride + (i % columns) * width, stride });
  return [
    { data, height: rows * height, width: stride },
    { width, height, columns, wells: [...pictures.keys()] },
  ];
}

function grey({ data, height, width }: SmallPlane, { low, high }: Range, target: Uint8ClampedArray, at: Put): void {
  const scale = 255 / (high - low);
  for (let y = 0, from = 0; y < height; y++)
    for (let x = 0, to = at.put + y * at.stride; x < width; x++) target[to++] = ((data[from++] ?? 0) - low) * scale;
}

function copied({ data, height, width }: Plane<Uint8Array>, target: Uint8ClampedArray, { put, stride }: Put): void {
  for (let y = 0; y < height; y++) target.set(data.subarray(y * width, (y + 1) * width), put + y * stride);
}

/** The best quality that has room. */
async function jpeg(sheet: Sheet): Promise<string> {
  let bytes = new Uint8Array();
  for (const quality of QUALITIES) {
    bytes = await picture(sheet).jpeg({ quality }).toBuffer();
    if (bytes.length <= BYTES_PER_PIXEL * sheet.data.length) break;
  }
  return dataUrl("jpeg", bytes);
}

async function png(sheet: Sheet): Promise<string> {
  return dataUrl("png", await picture(sheet).png({ compressionLevel: 6, palette: false }).toBuffer());
}

function picture({ data, width, height }: Sheet) {
  return sharp(data, { raw: { width, height, channels: 1 } }).toColourspace("b-w");
}

function dataUrl(type: string, bytes: Uint8Array): string {
  return `data:image/${type};base64,${Buffer.from(bytes).toString("base64")}`;
}
