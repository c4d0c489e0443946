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

/** One page, checked against the length of the file: strips are tiles as wide as the image. */
export interface PageLayout {
  /** Samples of a stored row: its pixels, times the samples of each that lie side by side. */
  readonly width: number;
  readonly height: number;
  /** Samples of a pixel: 1 of a grey image. */
  readonly samples: number;
  /** How many samples of a pixel lie side by side: all, or 1 where each has strips or tiles of its own. */
  readonly interleaved: number;
  readonly sample: SampleType;
  readonly compression: number;
  readonly predictor: number;
  /** Are the bits of each byte stored in reverse? */
  readonly reversedBits: boolean;
  /** In samples, as `width`. */
  readonly segmentWidth: number;
  readonly segmentHeight: number;
  /** Is the last row of segments stored whole (tiles), or only as far as the image goes (strips)? */
  readonly tiled: boolean;
  readonly segments: readonly Segment[];
}

/** Grey, palette, RGB and CMYK. */
const PHOTOMETRICS = [0, 1, 2, 3, 5];
/** Of it the chroma may be stored at another size, which only the decoder of JPEG restores. */
const YCBCR = 6;
/** To read all samples of a page, all of it is decoded for each. */
const MOST_SAMPLES = 64;
const PLANAR = 2;
/** What a typed array holds in every engine. */
const MOST_BYTES = 2 ** 32;
const LONGEST_SIDE = 0x7fffffff;
/** No tile of a small image is larger: writers have tiles of up to 4096 × 4096, whatever the image. */
const LONGEST_TILE_SIDE = 4096;

/**
 * The layout that a directory declares, with every range inside the file.
 * @throws `IMAGE_UNSUPPORTED` for foreign colours and sample types, `IMAGE_TRUNCATED`, `IMAGE_UNREADABLE`
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
  const compression = await number(TAG.Compression, COMPRESSION.none);
  const { sample, samples } = await readSamples(source, numbers, compression);
  const interleaved = (await number(TAG.PlanarConfiguration, 1)) === PLANAR ? 1 : samples;
  const grid = await readGrid(source, size, number);
  const layout = {
    width: size.width * interleaved,
    height: size.height,
    samples,
    interleaved,
    sample,
    ...grid,
    segmentWidth: grid.segmentWidth * interleaved,
    compression,
    predictor: await number(TAG.Predictor, PREDICTOR.none),
    reversedBits: (await number(TAG.FillOrder, 1)) === 2,
  };
  const count = (segmentCount(layout) * samples) / interleaved;
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
  const down = Math.ceil(layout.height / layout.segmentHeight);
  const top = (Math.floor(index / across) % down) * layout.segmentHeight;
  return layout.tiled ? layout.segmentHeight : Math.min(layout.segmentHeight, layout.height - top);
}

/** Bytes of one row of a segment. */
export function rowBytes({ segmentWidth, sample }: Pick<PageLayout, "segmentWidth" | "sample">): number {
  return Math.ceil((segmentWidth * sample.bits) / 8);
}

/** The layout of one sample of a page whose samples have strips or tiles of their own. */
export function sampleLayout(layout: PageLayout, sample: number): PageLayout {
  const count = segmentCount(layout);
  return { ...layout, segments: layout.segments.slice(sample * count, (sample + 1) * count) };
}

type NumbersReader = (tag: number, most: number) => readonly number[] | Promise<readonly number[]>;
type NumberReader = (tag: number, otherwise: number) => Promise<number>;

async function readSize(source: ByteSource, number: NumberReader) {
  const width = await number(TAG.ImageWidth, 0);
  const height = await number(TAG.ImageLength, 0);
  if (!isSide(width) || !isSide(height)) throw unreadable(source.path, "a width and height", `${width} × ${height}`);
  return { width, height };
}

async function readSamples(
  source: ByteSource,
  numbers: NumbersReader,
  compression: number,
): Promise<{ readonly sample: SampleType; readonly samples: number }> {
  const [samples = 1] = await numbers(TAG.SamplesPerPixel, 1);
  const [photometric = 1] = await numbers(TAG.PhotometricInterpretation, 1);
  const isKnown = PHOTOMETRICS.includes(photometric) || (photometric === YCBCR && compression === COMPRESSION.jpeg);
  if (!(samples >= 1 && samples <= MOST_SAMPLES && Number.isInteger(samples) && isKnown))
    throw unsupported(
      source.path,
      `1 … ${MOST_SAMPLES} grey, RGB or CMYK samples per pixel`,
      `${samples} samples, photometric ${photometric}`,
    );
  const [bits = 1, ...otherBits] = await numbers(TAG.BitsPerSample, samples);
  const [sampleFormat = 1, ...otherFormats] = await numbers(TAG.SampleFormat, samples);
  if (otherBits.some((other) => other !== bits) || otherFormats.some((other) => other !== sampleFormat))
    throw unsupported(source.path, "samples of one type", `${[bits, ...otherBits].join(", ")} bit`);
  const sample = sampleTypeOf(bits, sampleFormat);
  if (sample !== null) return { sample, samples };
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
  const count = (segmentCount(layout) * layout.samples) / layout.interleaved;
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
      throw truncated(
        source.path,
        `${bytes} bytes of strip or tile ${i} at byte ${offset}`,
        `a file of ${source.size} bytes`,
      );
    if (stated < bytes) throw truncated(source.path, `${bytes} bytes in strip or tile ${i}`, `${stated}`);
    if (needed > mostDecodedBytes(compression, bytes, source))
      throw truncated(source.path, `${needed} bytes in strip or tile ${i}`, `${bytes} compressed`);
    return { offset, bytes };
  });
  const total = segments.reduce((sum, _, i) => sum + decodedBytes(layout, i), 0);
  if (total > mostDecodedBytes(compression, source.size, source))
    throw truncated(source.path, `${total} bytes of pixels`, `a file of ${source.size} bytes`);
  // Bounds the work by the size of the file, even if its bytes are referenced many times.
  const stored = segments.reduce((sum, { bytes }) => sum + bytes, 0);
  if (stored > source.size)
    throw unreadable(source.path, "strips or tiles that do not overlap", `${stored} bytes in a file of ${source.size}`);
  return segments;
}

/** Strips or tiles of a page, or of each sample where they have their own. */
function segmentCount({ width, height, segmentWidth, segmentHeight }: Omit<PageLayout, "segments">): number {
  return Math.ceil(width / segmentWidth) * Math.ceil(height / segmentHeight);
}

function isSide(length: number): boolean {
  return Number.isSafeInteger(length) && length >= 1 && length <= LONGEST_SIDE;
}
