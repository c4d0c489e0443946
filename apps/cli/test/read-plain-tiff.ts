import { readFileSync } from "node:fs";
import { endianness } from "node:os";

/** A grey image as a program that knows nothing of ours would read it. */
export interface PlainImage {
  readonly width: number;
  readonly height: number;
  /** Samples in C order. */
  readonly data: Uint8Array | Uint16Array;
}

const TAGS = { width: 256, height: 257, bits: 258, compression: 259, strips: 273, samples: 277, counts: 279 } as const;
const SHORT = 3;

/** Reads an uncompressed grey TIFF of 8 or 16 bits, whatever its byte order and strips; written for tests alone. */
export function readPlainTiff(path: string): PlainImage {
  const file = readFileSync(path);
  const tags = directoryOf(file);
  const one = (tag: number, otherwise?: number) => tags.get(tag)?.[0] ?? otherwise;
  const [width = 0, height = 0, bits = 0] = [one(TAGS.width), one(TAGS.height), one(TAGS.bits)];
  if (one(TAGS.compression, 1) !== 1 || one(TAGS.samples, 1) !== 1 || (bits !== 8 && bits !== 16))
    throw new Error(`Cannot read '${path}' plainly: expected an uncompressed grey image of 8 or 16 bits`);
  const counts = tags.get(TAGS.counts) ?? [];
  const strips = (tags.get(TAGS.strips) ?? []).map((start, i) => file.subarray(start, start + (counts[i] ?? 0)));
  const bytes = Uint8Array.from(Buffer.concat(strips));
  if (bits === 8) return { width, height, data: bytes };
  if (isLittle(file) !== (endianness() === "LE")) Buffer.from(bytes.buffer).swap16();
  return { width, height, data: new Uint16Array(bytes.buffer) };
}

/** Tag → its values, of the first page. */
function directoryOf(file: Buffer): ReadonlyMap<number, readonly number[]> {
  const little = isLittle(file);
  const short = (at: number) => (little ? file.readUInt16LE(at) : file.readUInt16BE(at));
  const long = (at: number) => (little ? file.readUInt32LE(at) : file.readUInt32BE(at));
  const start = long(4);
  const entries = Array.from({ length: short(start) }, (_, i) => start + 2 + 12 * i);
  return new Map(
    entries.map((entry) => {
      const [read, size] = short(entry + 2) === SHORT ? [short, 2] : [long, 4];
      const count = long(entry + 4);
      const at = count * size > 4 ? long(entry + 8) : entry + 8;
      const known = Object.values(TAGS).some((tag) => tag === short(entry));
      return [short(entry), known ? Array.from({ length: count }, (_, i) => read(at + i * size)) : []];
    }),
  );
}

function isLittle(file: Buffer): boolean {
  return file.toString("latin1", 0, 2) === "II";
}
