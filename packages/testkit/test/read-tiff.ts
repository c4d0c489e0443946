/** The facts that tests check of a TIFF. */
interface TiffContents {
  readonly width: number;
  readonly height: number;
  readonly pixels: Uint16Array;
  readonly description: string;
  readonly tags: ReadonlyMap<number, readonly number[]>;
}

const SIZES: ReadonlyMap<number, number> = new Map([
  [2, 1],
  [3, 2],
  [4, 4],
]);

/** Reads uncompressed 16-bit little-endian strips according to TIFF 6.0; throws if there are too few bytes. */
export function readTiff(bytes: Uint8Array | undefined): TiffContents {
  if (bytes === undefined) throw new Error("Cannot read a TIFF: there are no bytes");
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const tags = readDirectory(view);
  const one = (tag: number): number => tags.get(tag)?.[0] ?? Number.NaN;
  const samples = (tags.get(273) ?? []).flatMap((start, i) => readStrip(view, start, tags.get(279)?.[i] ?? 0));
  const description = (tags.get(270) ?? []).map((code) => String.fromCharCode(code)).join("");
  return { width: one(256), height: one(257), pixels: Uint16Array.from(samples), description, tags };
}

function readDirectory(view: DataView): ReadonlyMap<number, readonly number[]> {
  if (view.getUint16(0) !== 0x4949 || view.getUint16(2, true) !== 42) throw new Error("Cannot read a TIFF: no header");
  const start = view.getUint32(4, true);
  if (start + 2 > view.byteLength) throw new Error("Cannot read a TIFF: the directory is missing");
  return new Map(Array.from({ length: view.getUint16(start, true) }, (_, i) => readEntry(view, start + 2 + 12 * i)));
}

function readEntry(view: DataView, at: number): readonly [tag: number, values: readonly number[]] {
  const size = SIZES.get(view.getUint16(at + 2, true)) ?? 4;
  const count = view.getUint32(at + 4, true);
  const start = size * count > 4 ? view.getUint32(at + 8, true) : at + 8;
  const read = { 1: "getUint8", 2: "getUint16", 4: "getUint32" } as const;
  const values = Array.from({ length: count }, (_, i) => view[read[size as 1 | 2 | 4]](start + size * i, true));
  return [view.getUint16(at, true), values];
}

function readStrip(view: DataView, start: number, length: number): readonly number[] {
  if (start + length > view.byteLength) throw new Error("Cannot read a TIFF: a strip is cut off");
  return Array.from({ length: length / 2 }, (_, i) => view.getUint16(start + 2 * i, true));
}
