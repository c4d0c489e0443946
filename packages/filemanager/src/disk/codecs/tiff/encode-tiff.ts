import { bytesPerSample, type Dtype, type StoredImage } from "@ohcs/context";
import { deflate, encodeLzw } from "@ohcs/kernels/codecs";
import { unsupported } from "../image-errors.ts";
import { resolutionOf } from "./calibration.ts";
import { applyFloatingPoint, applyHorizontal } from "./predictors.ts";
import { COMPRESSION, FIELD, PREDICTOR, SAMPLE_FORMAT, TAG } from "./tags.ts";
import { directoryBytes, type TiffField, writeDirectory } from "./write-directory.ts";

/** How TIFFs are written. */
export interface TiffOptions {
  /** `auto` deflates labels and images in colours, and leaves intensities as they are. @default "auto" */
  readonly compression: "auto" | "none" | "lzw" | "deflate";
  /** Store differences (integers: predictor 2, floats: 3) where the image is compressed. @default false */
  readonly predictor: boolean;
}

/** Texts of a file, in place of ImageJ's description. */
export interface TiffTexts {
  readonly description: string;
  readonly software: string;
}

const STRIP_BYTES = 256 * 1024;
const HEADER_BYTES = 8;
const MOST_BYTES = 0xffffffff;
const GREY = 1;
const RGB = 2;

/**
 * The parts of a TIFF file of `image` (`[y, x]`, or `[s, y, x]` as `s` pages, or in colours as one of red, green and blue), little-endian, the same bytes each time:
 * no date, no program. Uncompressed pixels are not copied: their part is a view of `image.data`.
 * @throws `IMAGE_UNSUPPORTED` above 4 GiB
 */
export function encodeTiff(
  image: StoredImage,
  asked: TiffOptions,
  path: string,
  texts: TiffTexts | null = null,
): Uint8Array[] {
  const [height = 0, width = 0] = image.shape.slice(-2);
  const options = { ...asked, compression: compressionOf(image, asked) };
  const isRgb = isInColors(image);
  const samples = isRgb ? 3 : 1;
  const pages = !isRgb && image.shape.length === 3 ? (image.shape[0] ?? 1) : 1;
  const own = new Uint8Array(image.data.buffer, image.data.byteOffset, image.data.byteLength);
  const bytes = isRgb ? interleaved(own) : own;
  const parts: Uint8Array[] = [header()];
  let at = HEADER_BYTES;
  for (let page = 0; page < pages; page++) {
    const plane = bytes.subarray((page * bytes.length) / pages, ((page + 1) * bytes.length) / pages);
    const strips = encodeStrips(plane, { width, height, samples, dtype: image.dtype }, options);
    const isLast = page === pages - 1;
    const encoded = encodePage(at, { width, height, samples, pages, image, options, strips, texts }, isLast);
    parts.push(...encoded);
    at += encoded.reduce((sum, part) => sum + part.length, 0);
    if (at > MOST_BYTES) throw unsupported(path, "a TIFF of at most 4 GiB", `${at} bytes`);
  }
  return parts;
}

/** How an image is compressed, once chosen. */
interface ChosenOptions extends TiffOptions {
  readonly compression: Exclude<TiffOptions["compression"], "auto">;
}

/** Labels and pictures become small for little time, intensities hardly smaller for much. */
function compressionOf(
  { kind = "intensity" }: StoredImage,
  { compression }: TiffOptions,
): ChosenOptions["compression"] {
  if (compression !== "auto") return compression;
  return kind === "intensity" ? "none" : "deflate";
}

interface Page {
  readonly width: number;
  readonly height: number;
  /** Of a pixel. */
  readonly samples: number;
  readonly pages: number;
  readonly image: StoredImage;
  readonly options: ChosenOptions;
  readonly strips: Strips;
  readonly texts: TiffTexts | null;
}

interface Strips {
  readonly rows: number;
  readonly parts: readonly Uint8Array[];
}

/** Three planes of 8 bits that are red, green and blue. */
function isInColors({ kind, dtype, shape }: StoredImage): boolean {
  return kind === "rgb" && dtype === "uint8" && shape.length === 3 && shape[0] === 3;
}

/** Pixel by pixel, as readers expect. */
function interleaved(planes: Uint8Array): Uint8Array {
  const size = planes.length / 3;
  const pixels = new Uint8Array(planes.length);
  for (let i = 0, to = 0; i < size; i++) for (let c = 0; c < 3; c++) pixels[to++] = planes[c * size + i]!;
  return pixels;
}

function header(): Uint8Array {
  return Uint8Array.of(0x49, 0x49, 42, 0, HEADER_BYTES, 0, 0, 0);
}

/** The directory at `at`, then the strips, then a byte of padding if the next directory would be at an odd offset. */
function encodePage(at: number, page: Page, isLast: boolean): Uint8Array[] {
  const { parts } = page.strips;
  const pixelsAt = at + directoryBytes(fieldsOf(page, []));
  const ends: number[] = [];
  for (const part of parts) ends.push((ends.at(-1) ?? pixelsAt) + part.length);
  const end = ends.at(-1) ?? pixelsAt;
  const offsets = parts.map((part, i) => (ends[i] ?? 0) - part.length);
  const padding = isLast ? 0 : end % 2;
  const directory = writeDirectory(fieldsOf(page, offsets), at, isLast ? 0 : end + padding);
  return padding === 0 ? [directory, ...parts] : [directory, ...parts, new Uint8Array(1)];
}

function fieldsOf(
  { width, height, samples, pages, image, options, strips, texts }: Page,
  offsets: readonly number[],
): TiffField[] {
  const { dtype, pixelSizeUm } = image;
  const { parts, rows } = strips;
  const fields: TiffField[] = [
    { tag: TAG.ImageWidth, type: FIELD.long, values: [width] },
    { tag: TAG.ImageLength, type: FIELD.long, values: [height] },
    { tag: TAG.BitsPerSample, type: FIELD.short, values: new Array(samples).fill(8 * bytesPerSample(dtype)) },
    { tag: TAG.Compression, type: FIELD.short, values: [COMPRESSION[options.compression]] },
    { tag: TAG.PhotometricInterpretation, type: FIELD.short, values: [samples === 3 ? RGB : GREY] },
    { tag: TAG.StripOffsets, type: FIELD.long, values: parts.map((_, i) => offsets[i] ?? 0) },
    { tag: TAG.SamplesPerPixel, type: FIELD.short, values: [samples] },
    { tag: TAG.RowsPerStrip, type: FIELD.long, values: [rows] },
    { tag: TAG.StripByteCounts, type: FIELD.long, values: parts.map((part) => part.length) },
    { tag: TAG.Predictor, type: FIELD.short, values: [predictorOf(dtype, options)] },
    { tag: TAG.SampleFormat, type: FIELD.short, values: new Array(samples).fill(sampleFormatOf(dtype)) },
  ];
  if (texts !== null)
    fields.push(textField(TAG.ImageDescription, texts.description), textField(TAG.Software, texts.software));
  else if (pixelSizeUm !== null) fields.push(...calibrationFields(pixelSizeUm, pages));
  return fields.sort((a, b) => a.tag - b.tag);
}

/** ImageJ's form: pixels per unit without a unit of TIFF's own, and the unit in the description. */
function calibrationFields(pixelSizeUm: number, pages: number): TiffField[] {
  const resolution = resolutionOf(pixelSizeUm);
  const description = `ImageJ=1.53t\n${pages > 1 ? `images=${pages}\nslices=${pages}\n` : ""}unit=micron\n`;
  return [
    textField(TAG.ImageDescription, description),
    { tag: TAG.XResolution, type: FIELD.rational, values: resolution },
    { tag: TAG.YResolution, type: FIELD.rational, values: resolution },
    { tag: TAG.ResolutionUnit, type: FIELD.short, values: [1] },
  ];
}

function textField(tag: number, text: string): TiffField {
  return { tag, type: FIELD.ascii, values: [...new TextEncoder().encode(text), 0] };
}

type StripLayout = Pick<Page, "width" | "height" | "samples"> & Pick<StoredImage, "dtype">;

/** One strip where nothing is compressed, so that a reader needs one read; else strips of about 256 KiB. */
function encodeStrips(plane: Uint8Array, layout: StripLayout, options: ChosenOptions): Strips {
  const { width, height, samples, dtype } = layout;
  if (options.compression === "none") return { rows: height, parts: [plane] };
  const row = width * samples * bytesPerSample(dtype);
  const rows = Math.min(height, Math.max(1, Math.floor(STRIP_BYTES / row)));
  const compress = options.compression === "lzw" ? encodeLzw : deflate;
  const parts = Array.from({ length: Math.ceil(height / rows) }, (_, i) =>
    compress(predicted(plane.subarray(i * rows * row, (i + 1) * rows * row), layout, options)),
  );
  return { rows, parts };
}

function predicted(strip: Uint8Array, { width, samples, dtype }: StripLayout, options: ChosenOptions): Uint8Array {
  const predictor = predictorOf(dtype, options);
  if (predictor === PREDICTOR.none) return strip;
  if (predictor === PREDICTOR.floatingPoint) return applyFloatingPoint(strip, bytesPerSample(dtype), width);
  return applyHorizontal(strip, 8 * bytesPerSample(dtype), width * samples, samples);
}

function predictorOf(dtype: Dtype, { compression, predictor }: ChosenOptions): number {
  if (!predictor || compression === "none") return PREDICTOR.none;
  return dtype === "float32" || dtype === "float64" ? PREDICTOR.floatingPoint : PREDICTOR.horizontal;
}

function sampleFormatOf(dtype: Dtype): number {
  if (dtype === "float32" || dtype === "float64") return SAMPLE_FORMAT.float;
  return dtype === "int32" ? SAMPLE_FORMAT.signed : SAMPLE_FORMAT.unsigned;
}
