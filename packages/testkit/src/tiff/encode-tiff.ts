/** A single 16-bit grey page, and the texts stored beside it (7-bit ASCII). */
export interface TiffPage {
  readonly width: number;
  readonly height: number;
  /** `height` rows of `width` samples. */
  readonly pixels: Uint16Array;
  readonly description: string;
  readonly software: string;
  /** Does the image file directory come before the pixels, or after them as microscopes write it? @default "last" */
  readonly directory?: "first" | "last";
}

const HEADER_BYTES = 8;
const STRIP_BYTES = 8192;
const ASCII = 2;
const SHORT = 3;
const LONG = 4;

interface Entry {
  readonly tag: number;
  readonly type: typeof ASCII | typeof SHORT | typeof LONG;
  readonly values: readonly number[];
}

/**
 * An uncompressed little-endian TIFF of these pages in strips of about 8 KiB, after Adobe's TIFF 6.0 (1992), sections 2
 * and 4.
 */
export function encodeTiff(...pages: readonly TiffPage[]): Uint8Array {
  const places = placesOf(pages);
  const end = places.at(-1)?.end ?? HEADER_BYTES;
  const bytes = new Uint8Array(end);
  const view = new DataView(bytes.buffer);
  view.setUint16(0, 0x4949);
  view.setUint16(2, 42, true);
  view.setUint32(4, places[0]?.directoryAt ?? 0, true);
  for (const [i, { page, pixelsAt, directoryAt }] of places.entries()) {
    writePixels(view, pixelsAt, page.pixels);
    writeDirectory(view, directoryAt, entriesOf(page, pixelsAt), places[i + 1]?.directoryAt ?? 0);
  }
  return bytes;
}

/** Where the pixels and the directory of each page begin, one page behind the other. */
function placesOf(pages: readonly TiffPage[]) {
  let start = HEADER_BYTES;
  return pages.map((page) => {
    const directoryBytes = directorySize(entriesOf(page, 0));
    const isFirst = page.directory === "first";
    const pixelsAt = start + (isFirst ? directoryBytes : 0);
    const directoryAt = start + (isFirst ? 0 : page.pixels.byteLength);
    start += page.pixels.byteLength + directoryBytes;
    return { page, pixelsAt, directoryAt, end: start };
  });
}

function entriesOf({ width, height, description, software }: TiffPage, pixelsAt: number): readonly Entry[] {
  const rowsPerStrip = Math.min(height, Math.max(1, Math.floor(STRIP_BYTES / (2 * width))));
  const strips = Array.from({ length: Math.ceil(height / rowsPerStrip) }, (_, i) => i * rowsPerStrip);
  return [
    { tag: 254, type: LONG, values: [0] },
    { tag: 256, type: LONG, values: [width] },
    { tag: 257, type: LONG, values: [height] },
    { tag: 258, type: SHORT, values: [16] },
    { tag: 259, type: SHORT, values: [1] },
    { tag: 262, type: SHORT, values: [1] },
    { tag: 270, type: ASCII, values: asciiCodes(description) },
    { tag: 273, type: LONG, values: strips.map((row) => pixelsAt + 2 * width * row) },
    { tag: 274, type: SHORT, values: [1] },
    { tag: 277, type: SHORT, values: [1] },
    { tag: 278, type: LONG, values: [rowsPerStrip] },
    { tag: 279, type: LONG, values: strips.map((row) => 2 * width * Math.min(rowsPerStrip, height - row)) },
    { tag: 305, type: ASCII, values: asciiCodes(software) },
  ];
}

function asciiCodes(text: string): readonly number[] {
  return [...Array.from(text, (character) => character.charCodeAt(0)), 0];
}

function valueBytes({ type, values }: Entry): number {
  return values.length * { [ASCII]: 1, [SHORT]: 2, [LONG]: 4 }[type];
}

/** Values of more than four bytes lie after the directory, each at an even offset. */
function overflowBytes(entry: Entry): number {
  const bytes = valueBytes(entry);
  return bytes <= 4 ? 0 : bytes + (bytes % 2);
}

function directorySize(entries: readonly Entry[]): number {
  return 2 + 12 * entries.length + 4 + entries.reduce((sum, entry) => sum + overflowBytes(entry), 0);
}

function writeDirectory(view: DataView, start: number, entries: readonly Entry[], next: number): void {
  view.setUint32(start + 2 + 12 * entries.length, next, true);
  view.setUint16(start, entries.length, true);
  let overflowAt = start + 2 + 12 * entries.length + 4;
  entries.forEach((entry, i) => {
    const at = start + 2 + 12 * i;
    view.setUint16(at, entry.tag, true);
    view.setUint16(at + 2, entry.type, true);
    view.setUint32(at + 4, entry.values.length, true);
    const overflow = overflowBytes(entry);
    if (overflow > 0) view.setUint32(at + 8, overflowAt, true);
    writeValues(view, overflow > 0 ? overflowAt : at + 8, entry);
    overflowAt += overflow;
  });
}

function writeValues(view: DataView, start: number, { type, values }: Entry): void {
  values.forEach((value, i) => {
    if (type === ASCII) view.setUint8(start + i, value);
    else if (type === SHORT) view.setUint16(start + 2 * i, value, true);
    else view.setUint32(start + 4 * i, value, true);
  });
}

function writePixels(view: DataView, start: number, pixels: Uint16Array): void {
  pixels.forEach((sample, i) => {
    view.setUint16(start + 2 * i, sample, true);
  });
}
