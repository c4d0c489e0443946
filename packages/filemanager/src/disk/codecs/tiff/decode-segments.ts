import type { PixelArray } from "@ohcs/context";
import type { ByteSource } from "../byte-source.ts";
import type { CodecPlatform } from "../codec-platform.ts";
import { decodedBytes, type PageLayout, rowBytes, rowsOf } from "./page-layout.ts";
import { ordersBytes, undoPackedPredictor, undoPredictor } from "./predictors.ts";
import { rowReader, swapBytes } from "./samples.ts";
import { decodeSegment, mostDecodedBytes } from "./segment-codecs.ts";
import { COMPRESSION, PREDICTOR } from "./tags.ts";

/** Inputs for decoding the segments of a page. */
interface SegmentPage {
  readonly layout: PageLayout;
  readonly littleEndian: boolean;
  /** The file that the segments are of. */
  readonly source: Pick<ByteSource, "path" | "size" | "platform">;
  /** The samples of the page, to be filled. */
  readonly pixels: PixelArray;
}

/** Decodes one segment into its place among the pixels. @throws `IMAGE_UNREADABLE`, `IMAGE_UNSUPPORTED` */
type SegmentDecoding = (encoded: Uint8Array, index: number) => void;

/** Each byte with its bits in reverse. */
const REVERSED_BYTES = Uint8Array.from({ length: 256 }, (_, byte) => {
  let bits = 0;
  for (let bit = 0; bit < 8; bit++) bits |= ((byte >> bit) & 1) << (7 - bit);
  return bits;
});

/**
 * Decodes the segments of a page one after another. Those whose decoded bytes are rows of the result are decoded where
 * they belong; the others into memory that all of them share.
 */
export function segmentDecoding(page: SegmentPage): SegmentDecoding {
  const { layout, pixels } = page;
  const target = new Uint8Array(pixels.buffer, pixels.byteOffset, pixels.byteLength);
  const decode = segmentDecoder(page);
  const scratch = reusedMemory(page.source.platform);
  return (encoded, index) => {
    const bytes = decodedBytes(layout, index);
    const start = topOf(layout, index) * rowBytes(layout);
    if (isWholeRows(layout, index)) return decode(encoded, target.subarray(start, start + bytes));
    if (isStoredPacked(layout)) return place(encoded, layout, index, pixels);
    const decoded = scratch(bytes);
    decode(encoded, decoded);
    place(decoded, layout, index, pixels);
  };
}

/** Decodes a segment to bytes in the order of this machine, its predictor undone where samples are whole bytes. */
function segmentDecoder({ layout, littleEndian, source }: SegmentPage) {
  const { compression, predictor, reversedBits, sample, segments } = layout;
  const row = new Uint8Array(predictor === PREDICTOR.floatingPoint ? rowBytes(layout) : 0);
  const share = Math.floor(mostDecodedBytes(compression, source.size, source) / segments.length);
  const reversed = reusedMemory(source.platform);
  return (encoded: Uint8Array, decoded: Uint8Array) => {
    const ordered = reversedBits ? reverseBits(encoded, reversed(encoded.length)) : encoded;
    decodeSegment(compression, ordered, decoded, share, source);
    if (!littleEndian && !ordersBytes(predictor)) swapBytes(decoded, sample.bits);
    undoPredictor(decoded, layout, source.path, row);
  };
}

/** Returns uninitialized memory, the same buffer each time. */
function reusedMemory({ allocate }: CodecPlatform): (bytes: number) => Uint8Array {
  let memory: Uint8Array = new Uint8Array(0);
  return (bytes) => {
    if (memory.length < bytes) memory = allocate("uint8", bytes);
    return memory.subarray(0, bytes);
  };
}

/** Are the decoded bytes of a segment rows of the result, as they are? */
function isWholeRows(layout: PageLayout, index: number): boolean {
  const { sample, segmentWidth, width, height } = layout;
  const isAsStored = sample.storage === sample.dtype && segmentWidth === width;
  return isAsStored && topOf(layout, index) + rowsOf(layout, index) <= height;
}

/** Do the segments hold packed samples as they are unpacked? Then these need no memory of their own. */
function isStoredPacked({ compression, predictor, reversedBits, sample }: PageLayout): boolean {
  const isRaw = compression === COMPRESSION.none && predictor === PREDICTOR.none && !reversedBits;
  return isRaw && sample.storage === "packed";
}

/** Writes the part of a decoded segment that lies inside the image. */
function place(decoded: Uint8Array, layout: PageLayout, index: number, pixels: PixelArray): void {
  const { width, height, segmentWidth, segmentHeight, sample } = layout;
  const left = (index % across(layout)) * segmentWidth;
  const top = topOf(layout, index);
  const rows = Math.min(segmentHeight, height - top);
  const columns = Math.min(segmentWidth, width - left);
  const read = rowReader(sample);
  for (let y = 0; y < rows; y++) {
    const start = (top + y) * width + left;
    const row = pixels.subarray(start, start + columns);
    read(decoded.subarray(y * rowBytes(layout)), row);
    undoPackedPredictor(row, layout);
  }
}

/** The first row of the image that a segment holds. */
function topOf(layout: PageLayout, index: number): number {
  return Math.floor(index / across(layout)) * layout.segmentHeight;
}

function across({ width, segmentWidth }: PageLayout): number {
  return Math.ceil(width / segmentWidth);
}

function reverseBits(bytes: Uint8Array, reversed: Uint8Array): Uint8Array {
  for (let i = 0; i < bytes.length; i++) reversed[i] = REVERSED_BYTES[bytes[i]!]!;
  return reversed;
}
