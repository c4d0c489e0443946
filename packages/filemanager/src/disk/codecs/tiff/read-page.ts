import type { AllocatePixels, PixelArray } from "@ohcs/context";
import { type ByteSource, WINDOW_BYTES } from "../byte-source.ts";
import { unreadable, unsupported } from "../image-errors.ts";
import { segmentDecoding } from "./decode-segments.ts";
import { readJpegPage } from "./jpeg-page.ts";
import { type PageLayout, type Segment, sampleLayout } from "./page-layout.ts";
import { swapBytes } from "./samples.ts";
import { COMPRESSION, PREDICTOR } from "./tags.ts";

/** What to read of a page, and into what. */
export interface PageOptions {
  /** The number of a sample, from 0; only for pages with several. */
  readonly sample?: number | null | undefined;
  readonly allocate?: AllocatePixels | undefined;
}

/** Which page of a file, and how it is stored. */
interface PageOfFile {
  readonly page: number;
  readonly layout: PageLayout;
  readonly littleEndian: boolean;
}

/**
 * One sample of a page, `[y, x]`. Where samples lie side by side, all of them are decoded.
 * @throws `IMAGE_UNREADABLE`, `IMAGE_TRUNCATED`, `IMAGE_UNSUPPORTED`
 */
export async function readSample(
  source: ByteSource,
  { page, layout, littleEndian }: PageOfFile,
  { sample, allocate = source.platform.allocate }: PageOptions,
): Promise<PixelArray> {
  const { samples, interleaved } = layout;
  if (sample == null && samples > 1)
    throw unsupported(source.path, "one sample per pixel, or the number of one", `${samples} samples`);
  const chosen = sample ?? 0;
  if (!(Number.isInteger(chosen) && chosen >= 0 && chosen < samples))
    throw unreadable(source.path, `a sample below ${samples}`, `sample ${chosen}`);
  const isJpeg = layout.compression === COMPRESSION.jpeg;
  if (interleaved === 1 && !isJpeg) return readPage(source, sampleLayout(layout, chosen), littleEndian, allocate);
  const all = isJpeg
    ? await readJpegPage(source, layout, page)
    : await readPage(source, layout, littleEndian, source.platform.allocate);
  const pixels = allocated(source, { ...layout, width: layout.width / interleaved }, allocate);
  for (let to = 0, from = chosen; to < pixels.length; to++, from += interleaved) pixels[to] = all[from]!;
  return pixels;
}

/** All samples of a page, `height` rows of `width`. */
async function readPage(
  source: ByteSource,
  layout: PageLayout,
  littleEndian: boolean,
  allocate: AllocatePixels,
): Promise<PixelArray> {
  const pixels = allocated(source, layout, allocate);
  if (isPlain(layout)) await readPlain(source, layout, littleEndian, pixels);
  else await readCoded(source, layout, littleEndian, pixels);
  return pixels;
}

function allocated(source: ByteSource, { sample, width, height }: PageLayout, allocate: AllocatePixels): PixelArray {
  try {
    return allocate(sample.dtype, width * height);
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    throw unsupported(source.path, "an image that there is memory for", `${width} × ${height} ${sample.dtype}`);
  }
}

/** Do the segments hold, row by row, exactly the bytes of the result? Then they need no decoder. */
function isPlain({ compression, predictor, reversedBits, sample, segmentWidth, width }: PageLayout): boolean {
  const isRaw = compression === COMPRESSION.none && predictor === PREDICTOR.none && !reversedBits;
  return isRaw && sample.storage === sample.dtype && segmentWidth === width;
}

async function readPlain(source: ByteSource, layout: PageLayout, littleEndian: boolean, pixels: PixelArray) {
  const target = new Uint8Array(pixels.buffer, pixels.byteOffset, pixels.byteLength);
  let to = 0;
  const runs = joined(layout.segments);
  const load = isFragmented(runs) ? await segmentLoader(source, runs) : null;
  for (const run of runs) {
    const part = target.subarray(to, to + run.bytes);
    if (load === null) await source.readInto(run.offset, part);
    else part.set((await load(run)).subarray(0, part.length));
    to += part.length;
  }
  if (!littleEndian) swapBytes(target, layout.sample.bits);
}

/** Neighbouring segments as one, so that they are read by one system call. */
function joined(segments: readonly Segment[]): Segment[] {
  const runs: Segment[] = [];
  for (const { offset, bytes } of segments) {
    const last = runs.at(-1);
    if (last !== undefined && last.offset + last.bytes === offset)
      runs[runs.length - 1] = { offset: last.offset, bytes: last.bytes + bytes };
    else runs.push({ offset, bytes });
  }
  return runs;
}

async function readCoded(source: ByteSource, layout: PageLayout, littleEndian: boolean, pixels: PixelArray) {
  const load = await segmentLoader(source, layout.segments);
  const decode = segmentDecoding({ layout, littleEndian, pixels, source });
  for (const [index, segment] of layout.segments.entries()) decode(await load(segment), index);
}

/** Would reading each segment separately fetch as much as the whole range from the first to the last? */
function isFragmented(segments: readonly Segment[]): boolean {
  const { start, end } = spanOf(segments);
  return segments.length > 1 && end - start <= segments.length * WINDOW_BYTES;
}

function spanOf(segments: readonly Segment[]): { readonly start: number; readonly end: number } {
  const start = segments.reduce((least, { offset }) => Math.min(least, offset), Number.POSITIVE_INFINITY);
  return { start, end: segments.reduce((most, { offset, bytes }) => Math.max(most, offset + bytes), 0) };
}

/** Reads the span of all segments at once if it has hardly any gaps, else each separately. */
async function segmentLoader(source: ByteSource, segments: readonly Segment[]) {
  const { start, end } = spanOf(segments);
  const sum = segments.reduce((total, { bytes }) => total + bytes, 0);
  if (end - start > 2 * sum && !isFragmented(segments))
    return async ({ offset, bytes }: Segment) => source.read(offset, bytes);
  const span = source.platform.allocate("uint8", end - start);
  await source.readInto(start, span);
  return async ({ offset, bytes }: Segment) => span.subarray(offset - start, offset - start + bytes);
}
