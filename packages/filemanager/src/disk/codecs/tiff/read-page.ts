import type { AllocatePixels, PixelArray } from "@ohcs/context";
import type { ByteSource } from "../byte-source.ts";
import { allocateUninitialized } from "./allocate-uninitialized.ts";
import { segmentDecoding } from "./decode-segments.ts";
import type { PageLayout, Segment } from "./page-layout.ts";
import { swapBytes } from "./samples.ts";
import { COMPRESSION, PREDICTOR } from "./tags.ts";

/** The samples of a page, `height` rows of `width`. @throws `IMAGE_UNREADABLE`, `IMAGE_TRUNCATED`, `IMAGE_UNSUPPORTED` */
export async function readPage(
  source: ByteSource,
  layout: PageLayout,
  littleEndian: boolean,
  allocate: AllocatePixels = allocateUninitialized,
): Promise<PixelArray> {
  const pixels = allocate(layout.sample.dtype, layout.width * layout.height);
  if (isPlain(layout)) await readPlain(source, layout, littleEndian, pixels);
  else await readCoded(source, layout, littleEndian, pixels);
  return pixels;
}

/** Do the segments hold, row by row, exactly the bytes of the result? Then they need no decoder. */
function isPlain({ compression, predictor, reversedBits, sample, segmentWidth, width }: PageLayout): boolean {
  const isRaw = compression === COMPRESSION.none && predictor === PREDICTOR.none && !reversedBits;
  return isRaw && sample.storage === sample.dtype && segmentWidth === width;
}

async function readPlain(source: ByteSource, layout: PageLayout, littleEndian: boolean, pixels: PixelArray) {
  const target = new Uint8Array(pixels.buffer, pixels.byteOffset, pixels.byteLength);
  let to = 0;
  for (const { offset, bytes } of joined(layout.segments)) {
    const part = target.subarray(to, to + bytes);
    await source.readInto(offset, part);
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
  const decode = segmentDecoding({ layout, littleEndian, pixels, path: source.path, fileBytes: source.size });
  for (const [index, segment] of layout.segments.entries()) decode(await load(segment), index);
}

/** Reads the span of all segments at once where there are hardly any gaps in it, else each by itself. */
async function segmentLoader(source: ByteSource, segments: readonly Segment[]) {
  const start = segments.reduce((least, { offset }) => Math.min(least, offset), source.size);
  const end = segments.reduce((most, { offset, bytes }) => Math.max(most, offset + bytes), 0);
  const sum = segments.reduce((total, { bytes }) => total + bytes, 0);
  if (end - start > 2 * sum) return async ({ offset, bytes }: Segment) => source.read(offset, bytes);
  const span = allocateUninitialized("uint8", end - start);
  await source.readInto(start, span);
  return async ({ offset, bytes }: Segment) => span.subarray(offset - start, offset - start + bytes);
}
