import type { ByteSource } from "../byte-source.ts";
import { truncated, unreadable, unsupported } from "../image-errors.ts";
import { FIELD } from "./tags.ts";

/** The header of a TIFF: how numbers are written, and where the first directory is. */
export interface TiffFormat {
  readonly littleEndian: boolean;
  /** 64-bit offsets (BigTIFF)? */
  readonly big: boolean;
  readonly first: number;
}

/** Where the values of one tag lie. */
export interface Field {
  readonly type: number;
  readonly count: number;
  readonly offset: number;
  /** The values themselves if they are inline in the directory; null if they are elsewhere in the file. */
  readonly inline: readonly number[] | null;
}

/** One image file directory: its fields by tag, and the offset of the next directory, 0 for none. */
export interface Directory {
  readonly fields: ReadonlyMap<number, Field>;
  readonly next: number;
}

const TYPE_BYTES: Readonly<Record<number, number>> = {
  1: 1,
  2: 1,
  3: 2,
  4: 4,
  5: 8,
  6: 1,
  7: 1,
  8: 2,
  9: 4,
  10: 8,
  11: 4,
  12: 8,
  13: 4,
  16: 8,
  17: 8,
  18: 8,
};
const MOST_VALUES = 1 << 24;
const MOST_FIELDS = 4096;
const MOST_TEXT = 1 << 24;
const utf8 = new TextDecoder("utf-8", { fatal: true });
const latin1 = new TextDecoder("latin1");

/**
 * @throws `IMAGE_UNSUPPORTED` for files that are not TIFFs, `IMAGE_TRUNCATED` for a file that ends within its header
 */
export async function readFormat(source: ByteSource): Promise<TiffFormat> {
  if (source.size < 8) throw truncated(source.path, "a TIFF header of 8 bytes", `${source.size} bytes`);
  const view = viewOf(await source.read(0, 8));
  const order = view.getUint16(0);
  if (order !== 0x4949 && order !== 0x4d4d) throw notTiff(source, order);
  const littleEndian = order === 0x4949;
  const magic = view.getUint16(2, littleEndian);
  if (magic === 42) return { littleEndian, big: false, first: view.getUint32(4, littleEndian) };
  if (magic !== 43 || view.getUint16(4, littleEndian) !== 8) throw notTiff(source, magic);
  return { littleEndian, big: true, first: offset64(viewOf(await source.read(8, 8)), 0, littleEndian) };
}

/** Bytes before anything that an offset can lead to. */
export function headerBytes({ big }: TiffFormat): number {
  return big ? 16 : 8;
}

/** The directory at `offset`. @throws `IMAGE_TRUNCATED`, `IMAGE_UNREADABLE` */
export async function readDirectory(source: ByteSource, format: TiffFormat, offset: number): Promise<Directory> {
  const { big, littleEndian } = format;
  const { countBytes, entryBytes, offsetBytes } = sizesOf(format);
  const count = await readFieldCount(source, format, offset);
  const view = viewOf(await source.read(offset + countBytes, count * entryBytes + offsetBytes));
  const fields = new Map<number, Field>();
  for (let i = 0; i < count; i++) {
    const tag = view.getUint16(i * entryBytes, littleEndian);
    const field = fieldAt(view, i * entryBytes, format, offset + countBytes);
    if (field !== null && !fields.has(tag)) fields.set(tag, field);
  }
  const end = count * entryBytes;
  return { fields, next: big ? offset64(view, end, littleEndian) : view.getUint32(end, littleEndian) };
}

/** The offset of the directory behind the one at `offset`, and how many bytes that one takes, without its fields. */
export async function readLink(source: ByteSource, format: TiffFormat, offset: number) {
  const { countBytes, entryBytes, offsetBytes } = sizesOf(format);
  const end = countBytes + (await readFieldCount(source, format, offset)) * entryBytes;
  const view = viewOf(await source.read(offset + end, offsetBytes));
  const next = format.big ? offset64(view, 0, format.littleEndian) : view.getUint32(0, format.littleEndian);
  return { next, bytes: end + offsetBytes };
}

async function readFieldCount(source: ByteSource, format: TiffFormat, offset: number): Promise<number> {
  if (offset < headerBytes(format)) throw unreadable(source.path, "a directory behind the header", `one at ${offset}`);
  const view = viewOf(await source.read(offset, sizesOf(format).countBytes));
  const count = format.big ? offset64(view, 0, format.littleEndian) : view.getUint16(0, format.littleEndian);
  if (count >= 1 && count <= MOST_FIELDS) return count;
  throw unreadable(source.path, `1 … ${MOST_FIELDS} fields in a directory`, `${count}`);
}

function sizesOf({ big }: TiffFormat) {
  return big ? { countBytes: 8, entryBytes: 20, offsetBytes: 8 } : { countBytes: 2, entryBytes: 12, offsetBytes: 4 };
}

/**
 * The first numbers of a field, at most `most` (a rational is one number); the whole claimed range must lie inside the
 * file. Inline values need no read. @throws `IMAGE_TRUNCATED`, `IMAGE_UNREADABLE`
 */
export function readNumbers(
  source: ByteSource,
  format: TiffFormat,
  field: Field,
  most: number,
): readonly number[] | Promise<readonly number[]> {
  return field.inline?.slice(0, most) ?? readDistantNumbers(source, format, field, most);
}

async function readDistantNumbers(
  source: ByteSource,
  { littleEndian }: TiffFormat,
  { offset, count, type }: Field,
  most: number,
): Promise<readonly number[]> {
  const size = TYPE_BYTES[type] ?? 1;
  if (count > MOST_VALUES) throw unreadable(source.path, `at most ${MOST_VALUES} values`, `${count}`);
  if (offset + count * size > source.size)
    throw truncated(source.path, `${count * size} bytes at byte ${offset}`, `a file of ${source.size} bytes`);
  const length = Math.min(count, most);
  return numbersIn(viewOf(await source.read(offset, length * size)), 0, type, length, littleEndian);
}

function numbersIn(view: DataView, at: number, type: number, count: number, littleEndian: boolean): number[] {
  const size = TYPE_BYTES[type] ?? 1;
  const numbers: number[] = [];
  for (let i = 0; i < count; i++) numbers.push(numberAt(view, at + i * size, type, littleEndian));
  return numbers;
}

/** Numerator and denominator of a rational field, or null for a field of another type. */
export async function readRational(source: ByteSource, format: TiffFormat, field: Field) {
  if (field.type !== FIELD.rational || field.count < 1) return null;
  const view = viewOf(await source.read(field.offset, 8));
  return [view.getUint32(0, format.littleEndian), view.getUint32(4, format.littleEndian)] as const;
}

/** The text of a field without its closing NULs, as UTF-8, else Latin-1. @throws `IMAGE_UNSUPPORTED`, `IMAGE_TRUNCATED` */
export async function readText(source: ByteSource, field: Field): Promise<string> {
  if (field.count > MOST_TEXT && field.offset + field.count <= source.size)
    throw unsupported(source.path, `a text of at most ${MOST_TEXT} bytes`, `${field.count}`);
  const bytes = await source.read(field.offset, field.count);
  let end = bytes.length;
  while (end > 0 && bytes[end - 1] === 0) end--;
  return decodeText(bytes.subarray(0, end));
}

function decodeText(bytes: Uint8Array): string {
  try {
    return utf8.decode(bytes);
  } catch {
    return latin1.decode(bytes);
  }
}

/** The field of an entry, or null where its type is unknown: readers skip those. */
function fieldAt(view: DataView, at: number, { big, littleEndian }: TiffFormat, base: number): Field | null {
  const type = view.getUint16(at + 2, littleEndian);
  const size = TYPE_BYTES[type];
  if (size === undefined) return null;
  const count = big ? offset64(view, at + 4, littleEndian) : view.getUint32(at + 4, littleEndian);
  const valueAt = at + (big ? 12 : 8);
  if (count * size <= (big ? 8 : 4)) {
    const inline = numbersIn(view, valueAt, type, count, littleEndian);
    return { type, count, offset: base + valueAt, inline };
  }
  const offset = big ? offset64(view, valueAt, littleEndian) : view.getUint32(valueAt, littleEndian);
  return { type, count, offset, inline: null };
}

function numberAt(view: DataView, at: number, type: number, littleEndian: boolean): number {
  if (type === 3) return view.getUint16(at, littleEndian);
  if (type === 4 || type === 13) return view.getUint32(at, littleEndian);
  if (type === 5) return view.getUint32(at, littleEndian) / view.getUint32(at + 4, littleEndian);
  if (type === 16 || type === 18) return offset64(view, at, littleEndian);
  if (type === 8) return view.getInt16(at, littleEndian);
  if (type === 9) return view.getInt32(at, littleEndian);
  if (type === 10) return view.getInt32(at, littleEndian) / view.getInt32(at + 4, littleEndian);
  if (type === 11) return view.getFloat32(at, littleEndian);
  if (type === 12) return view.getFloat64(at, littleEndian);
  if (type === 17) return Number(view.getBigInt64(at, littleEndian));
  return type === 6 ? view.getInt8(at) : view.getUint8(at);
}

function offset64(view: DataView, at: number, littleEndian: boolean): number {
  return Number(view.getBigUint64(at, littleEndian));
}

function viewOf(bytes: Uint8Array): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}

function notTiff(source: ByteSource, got: number): Error {
  return unsupported(source.path, "a TIFF ('II*' or 'MM*')", `0x${got.toString(16).padStart(4, "0")}`);
}
