import type { AllocatePixels, PixelArray } from "@ohcs/context";
import type { ByteSource } from "../byte-source.ts";
import { allocateUninitialized } from "./allocate-uninitialized.ts";
import { decodedBytes, type PageLayout, type Segment } from "./page-layout.ts";
import { ordersBytes, undoPackedPredictor, undoPredictor } from "./predictors.ts";
import { type SegmentSamples, samplesOf, swapBytes } from "./samples.ts";
import { decodeSegment } from "./segment-codecs.ts";
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
  for (const [index, segment] of layout.segments.entries()) {
    const encoded = await load(segment);
    place(decoded(encoded, layout, index, littleEndian, source.path), layout, index, pixels);
  }
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

function decoded(encoded: Uint8Array, layout: PageLayout, index: number, littleEndian: boolean, path: string) {
  const { compression, predictor, reversedBits, sample } = layout;
  const ordered = reversedBits ? encoded.map(reverseBits) : encoded;
  const bytes = owned(decodeSegment(compression, ordered, decodedBytes(layout, index), path), compression);
  if (!littleEndian && !ordersBytes(predictor)) swapBytes(bytes, sample.bits);
  undoPredictor(bytes, layout, path);
  const samples = samplesOf(bytes, layout);
  undoPackedPredictor(samples, layout);
  return samples;
}

/** Bytes that may be written to and viewed as samples: a copy where they are the file's, or stand at an odd address. */
function owned(bytes: Uint8Array, compression: number): Uint8Array {
  return compression === COMPRESSION.none || bytes.byteOffset % 8 !== 0 ? new Uint8Array(bytes) : bytes;
}

/** Writes the part of a segment that lies inside the image; narrower integers are widened. */
function place(samples: SegmentSamples, layout: PageLayout, index: number, pixels: PixelArray): void {
  const { width, height, segmentWidth, segmentHeight } = layout;
  const across = Math.ceil(width / segmentWidth);
  const left = (index % across) * segmentWidth;
  const top = Math.floor(index / across) * segmentHeight;
  const rows = Math.min(segmentHeight, height - top);
  const columns = Math.min(segmentWidth, width - left);
  if (columns === segmentWidth && columns === width) pixels.set(samples.subarray(0, rows * width), top * width);
  else
    for (let y = 0; y < rows; y++)
      pixels.set(samples.subarray(y * segmentWidth, y * segmentWidth + columns), (top + y) * width + left);
}

function reverseBits(byte: number): number {
  let reversed = 0;
  for (let i = 0; i < 8; i++) reversed |= ((byte >> i) & 1) << (7 - i);
  return reversed;
}
