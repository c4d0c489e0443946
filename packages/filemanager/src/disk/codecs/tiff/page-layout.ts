import { bytesPerSample } from "@ohcs/context";
import type { ByteSource } from "../byte-source.ts";
import { truncated, unreadable, unsupported } from "../image-errors.ts";
import { type Directory, headerBytes, readNumbers, type TiffFormat } from "./directory.ts";
import { type SampleType, sampleTypeOf } from "./sample-type.ts";
import { mostDecodedBytes } from "./segment-codecs.ts";
import { COMPRESSION, PREDICTOR, TAG } from "./tags.ts";

/** Where a strip or tile lies in the file. */
export interface Segment {
  readonly offset: number;
  readonly bytes: number;
}

/** One grey page, checked against the length of the file: strips are tiles as wide as the image. */
export interface PageLayout {
  readonly width: number;
  readonly height: number;
  readonly sample: SampleType;
  readonly compression: number;
  readonly predictor: number;
  /** Are the bits of each byte stored in reverse? */
  readonly reversedBits: boolean;
  readonly segmentWidth: number;
  readonly segmentHeight: number;
  /** Is the last row of segments stored whole (tiles), or only as far as the image goes (strips)? */
  readonly tiled: boolean;
  readonly segments: readonly Segment[];
}

const GREY_PHOTOMETRICS = [0, 1, 3];
/** What a typed array holds in every engine. */
const MOST_BYTES = 2 ** 32;
const LONGEST_SIDE = 0x7fffffff;
/** No tile of a small image is larger: writers have tiles of up to 4096 × 4096, whatever the image. */
const LONGEST_TILE_SIDE = 4096;

/**
 * The layout that a directory declares, with every range inside the file.
 * @throws `IMAGE_UNSUPPORTED` for colour and foreign sample types, `IMAGE_TRUNCATED`, `IMAGE_UNREADABLE`
 */
export async function readPageLayout(
  source: ByteSource,
  format: TiffFormat,
  directory: Directory,
): Promise<PageLayout> {
  const numbers = (tag: number, most: number) => {
    const field = directory.fields.get(tag);
    return field === undefined ? [] : readNumbers(source, format, field, most);
  };
  const number = async (tag: number, otherwise: number) => (await numbers(tag, 1))[0] ?? otherwise;
  const size = await readSize(source, number);
  const sample = await readSampleType(source, number);
  const grid = await readGrid(source, size, number);
  const layout = {
    ...size,
    sample,
    ...grid,
    compression: await number(TAG.Compression, COMPRESSION.none),
    predictor: await number(TAG.Predictor, PREDICTOR.none),
    reversedBits: (await number(TAG.FillOrder, 1)) === 2,
  };
  const count = segmentCount(layout);
  const offsets = await numbers(grid.tiled ? TAG.TileOffsets : TAG.StripOffsets, count);
  const counts = await numbers(grid.tiled ? TAG.TileByteCounts : TAG.StripByteCounts, count);
  const segments = segmentsOf(source, layout, { offsets, counts, first: headerBytes(format) });
  checkMemory(source, layout);
  return { ...layout, segments };
}

/** Bytes of segment `index` after decoding: of whole rows, each padded to a byte. */
export function decodedBytes(layout: Omit<PageLayout, "segments">, index: number): number {
  return rowBytes(layout) * rowsOf(layout, index);
}

/** Rows stored in segment `index`. */
export function rowsOf(layout: Omit<PageLayout, "segments">, index: number): number {
  const across = Math.ceil(layout.width / layout.segmentWidth);
  const top = Math.floor(index / across) * layout.segmentHeight;
  return layout.tiled ? layout.segmentHeight : Math.min(layout.segmentHeight, layout.height - top);
}

/** Bytes of one row of a segment. */
export function rowBytes({ segmentWidth, sample }: Pick<PageLayout, "segmentWidth" | "sample">): number {
  return Math.ceil((segmentWidth * sample.bits) / 8);
}

type NumberReader = (tag: number, otherwise: number) => Promise<number>;

async function readSize(source: ByteSource, number: NumberReader) {
  const width = await number(TAG.ImageWidth, 0);
  const height = await number(TAG.ImageLength, 0);
  if (!isSide(width) || !isSide(height)) throw unreadable(source.path, "a width and height", `${width} × ${height}`);
  return { width, height };
}

async function readSampleType(source: ByteSource, number: NumberReader): Promise<SampleType> {
  const samples = await number(TAG.SamplesPerPixel, 1);
  const photometric = await number(TAG.PhotometricInterpretation, 1);
  if (samples !== 1 || !GREY_PHOTOMETRICS.includes(photometric))
    throw unsupported(source.path, "one grey sample per pixel", `${samples} samples, photometric ${photometric}`);
  const bits = await number(TAG.BitsPerSample, 1);
  const sampleFormat = await number(TAG.SampleFormat, 1);
  const type = sampleTypeOf(bits, sampleFormat);
  if (type !== null) return type;
  throw unsupported(source.path, "integers up to 32 bit or floats", `${bits} bit, sample format ${sampleFormat}`);
}

async function readGrid(
  source: ByteSource,
  { width, height }: { width: number; height: number },
  number: NumberReader,
) {
  const tileWidth = await number(TAG.TileWidth, 0);
  if (tileWidth === 0) {
    const rows = Math.min(height, await number(TAG.RowsPerStrip, height));
    if (!isSide(rows)) throw unreadable(source.path, "rows per strip", `${rows}`);
    return { tiled: false, segmentWidth: width, segmentHeight: rows };
  }
  const tileLength = await number(TAG.TileLength, 0);
  if (!isSide(tileWidth) || !isSide(tileLength))
    throw unreadable(source.path, "a tile width and length", `${tileWidth} × ${tileLength}`);
  checkTileSide(source, "wide", tileWidth, width);
  checkTileSide(source, "high", tileLength, height);
  return { tiled: true, segmentWidth: tileWidth, segmentHeight: tileLength };
}

/** A tile is decoded whole, however little of it lies in the image. */
function checkTileSide(source: ByteSource, way: string, tile: number, image: number): void {
  const most = Math.max(LONGEST_TILE_SIDE, 2 * image);
  if (tile > most) throw unreadable(source.path, `tiles at most ${most} pixels ${way}`, `${tile}`);
}

/** Can an array of this many bytes exist, for the pixels or a segment? */
function checkMemory(source: ByteSource, layout: Omit<PageLayout, "segments">): void {
  const { width, height, sample } = layout;
  const bytes = Math.max(width * height * bytesPerSample(sample.dtype), decodedBytes(layout, 0));
  if (bytes > MOST_BYTES) throw unsupported(source.path, `at most ${MOST_BYTES} bytes of pixels`, `${bytes}`);
}

/** The strips or tiles of a directory. */
interface StatedSegments {
  readonly offsets: readonly number[];
  readonly counts: readonly number[];
  /** The first offset behind the header of the file. */
  readonly first: number;
}

/** The segments, all inside the file and with no more pixels than their bytes can decode to. */
function segmentsOf(
  source: ByteSource,
  layout: Omit<PageLayout, "segments">,
  { offsets, counts, first }: StatedSegments,
): Segment[] {
  const { compression } = layout;
  const count = segmentCount(layout);
  const isRaw = compression === COMPRESSION.none;
  if (offsets.length < count || (!isRaw && counts.length < count))
    throw unreadable(source.path, `${count} strips or tiles`, `${Math.min(offsets.length, counts.length)}`);
  const segments = offsets.map((offset, i) => {
    const needed = decodedBytes(layout, i);
    const stated = counts[i] ?? needed;
    const bytes = isRaw ? needed : stated;
    if (!(Number.isSafeInteger(offset) && offset >= first && Number.isSafeInteger(stated) && stated >= 0))
      throw unreadable(source.path, `strip or tile ${i} behind the header`, `${stated} bytes at ${offset}`);
    if (stated === 0 || offset + bytes > source.size)
      throw truncated(source.path, `${bytes} bytes of strip or tile ${i} at ${offset}`, `a file of ${source.size}`);
    if (stated < bytes) throw truncated(source.path, `${bytes} bytes in strip or tile ${i}`, `${stated}`);
    if (needed > mostDecodedBytes(compression, bytes, source))
      throw truncated(source.path, `${needed} bytes in strip or tile ${i}`, `${bytes} compressed`);
    return { offset, bytes };
  });
  const total = segments.reduce((sum, _, i) => sum + decodedBytes(layout, i), 0);
  if (total > mostDecodedBytes(compression, source.size, source))
    throw truncated(source.path, `${total} bytes of pixels`, `a file of ${source.size}`);
  // Bounds the work by the size of the file, even if its bytes are referenced many times.
  const stored = segments.reduce((sum, { bytes }) => sum + bytes, 0);
  if (stored > source.size)
    throw unreadable(source.path, "strips or tiles that do not overlap", `${stored} bytes in a file of ${source.size}`);
  return segments;
}

function segmentCount({ width, height, segmentWidth, segmentHeight }: Omit<PageLayout, "segments">): number {
  return Math.ceil(width / segmentWidth) * Math.ceil(height / segmentHeight);
}

function isSide(length: number): boolean {
  return Number.isSafeInteger(length) && length >= 1 && length <= LONGEST_SIDE;
}
