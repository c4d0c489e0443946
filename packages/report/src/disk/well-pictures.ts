import type { ImageReference, ProcessingContext, WellRecord } from "@ohcs/context";
import type { FileManager } from "@ohcs/filemanager";
import { meanShrink, type Plane, percentiles } from "@ohcs/kernels";
import sharp from "sharp";
import type { ChannelReport } from "../report-data.ts";
import { outlinesOf } from "./outlines.ts";
import { shrinkFactor } from "./shrink-factor.ts";

/** The pictures of one well. */
export interface WellPictures {
  readonly pictures: Readonly<Record<string, string>>;
  readonly outlines: string | null;
}

/** One plane of each channel of a well, made small; of the first site, the middle z and the first timepoint. */
type SmallPlanes = ReadonlyMap<string, Plane>;

/** Bytes of all pictures together, and of a pixel in one, as it turned out on noisy images. */
const ALL_BYTES = 8_000_000;
const BYTES_PER_PIXEL = 0.35;
const SMALLEST_SIDE = 48;
const LARGEST_SIDE = 400;

/** Pictures of every well in the contrast of the whole plate; planes that cannot be read are left out. */
export async function wellPictures(
  storage: FileManager,
  contexts: readonly ProcessingContext[],
  records: ReadonlyMap<string, WellRecord>,
): Promise<{ readonly pictures: ReadonlyMap<string, WellPictures>; readonly channels: readonly ChannelReport[] }> {
  const facts = contexts[0]?.plate.channels.toArray() ?? [];
  const count = Math.max(1, contexts.length * Math.max(1, facts.length));
  const side = Math.sqrt(ALL_BYTES / count / BYTES_PER_PIXEL);
  const fit = Math.min(LARGEST_SIDE, Math.max(SMALLEST_SIDE, side));
  const planes = new Map<string, SmallPlanes>();
  for (const context of contexts) planes.set(context.axisId, await smallPlanes(storage, context, fit));
  const channels = facts.map(({ id, name }) => ({ id, name, ...rangeOf(id, [...planes.values()]) }));
  const pictures = new Map<string, WellPictures>();
  for (const context of contexts) {
    const own = planes.get(context.axisId) ?? new Map<string, Plane>();
    const outlines = await outlinesOf(storage, context, records.get(context.axisId), fit);
    pictures.set(context.axisId, { pictures: await encoded(own, channels), outlines });
  }
  return { pictures, channels };
}

async function smallPlanes(storage: FileManager, context: ProcessingContext, side: number): Promise<SmallPlanes> {
  const small = new Map<string, Plane>();
  for (const [channel, { path, page, sample }] of shownImages(context)) {
    const image = await storage.load(path, "source", { page, sample }).catch(() => null);
    if (image !== null) small.set(channel, shrunk(image, side));
  }
  return small;
}

/** Channel → the image that is shown of it. */
function shownImages({ images, layout }: ProcessingContext): ReadonlyMap<string, ImageReference> {
  const planes = images.toArray().map((image, i) => ({ image, at: layout.get(i)?.toObject() ?? {} }));
  const shown = new Map<string, ImageReference>();
  for (const channel of new Set(planes.map(({ at }) => String(at.channel)))) {
    const own = planes.filter(({ at }) => String(at.channel) === channel);
    const same = (component: string) => (one: (typeof own)[number]) => one.at[component] === own[0]?.at[component];
    const stack = own.filter(same("site")).filter(same("timepoint"));
    const middle = stack[stack.length >> 1];
    if (middle !== undefined) shown.set(channel, middle.image);
  }
  return shown;
}

function shrunk(
  { data, shape }: { readonly data: Plane["data"]; readonly shape: readonly number[] },
  side: number,
): Plane {
  const [height = 0, width = 0] = shape.slice(-2);
  const small = meanShrink({ data, height, width }, shrinkFactor(height, width, side));
  const counts = new Uint16Array(small.data.length);
  for (let i = 0; i < counts.length; i++) counts[i] = Math.min(65_535, Math.max(0, small.data[i] ?? 0));
  return { ...small, data: counts };
}

/** From the median of the wells' darkest to the greatest of their brightest pixels: an empty well stays dark. */
function rangeOf(channel: string, wells: readonly SmallPlanes[]): { readonly low: number; readonly high: number } {
  const ends = wells.flatMap((planes) => {
    const plane = planes.get(channel);
    return plane === undefined ? [] : [percentiles(plane.data, [1, 99.8])];
  });
  const lows = Float64Array.from(ends.map(([low = 0]) => low));
  const highs = Float64Array.from(ends.map(([, high = 0]) => high));
  const [low = 0] = ends.length === 0 ? [] : percentiles(lows, [50]);
  const [high = 1] = ends.length === 0 ? [] : percentiles(highs, [95]);
  return { low, high: Math.max(low + 1, high) };
}

async function encoded(
  planes: SmallPlanes,
  channels: readonly ChannelReport[],
): Promise<Readonly<Record<string, string>>> {
  const pictures: Record<string, string> = {};
  for (const { id, low, high } of channels) {
    const plane = planes.get(id);
    if (plane === undefined) continue;
    const { data, height, width } = plane;
    const grey = new Uint8ClampedArray(data.length);
    for (let at = 0; at < grey.length; at++) grey[at] = (255 * ((data[at] ?? 0) - low)) / (high - low);
    const bytes = await sharp(grey, { raw: { width, height, channels: 1 } })
      .webp({ quality: 70 })
      .toBuffer();
    pictures[id] = `data:image/webp;base64,${bytes.toString("base64")}`;
  }
  return pictures;
}
