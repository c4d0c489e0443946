import type { AllocatePixels, PixelArray } from "@ohcs/context";
import { type ByteSource, WINDOW_BYTES } from "../byte-source.ts";
import { unsupported } from "../image-errors.ts";
import { segmentDecoding } from "./decode-segments.ts";
import type { PageLayout, Segment } from "./page-layout.ts";
import { swapBytes } from "./samples.ts";
import { COMPRESSION, PREDICTOR } from "./tags.ts";

/** The samples of a page, `height` rows of `width`. @throws `IMAGE_UNREADABLE`, `IMAGE_TRUNCATED`, `IMAGE_UNSUPPORTED` */
export async function readPage(
  source: ByteSource,
  layout: PageLayout,
  littleEndian: boolean,
  allocate: AllocatePixels = source.platform.allocate,
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
