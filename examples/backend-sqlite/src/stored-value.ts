import {
  allocatePixels,
  bytesPerSample,
  canonicalJson,
  checkTable,
  type Dtype,
  dtypeOf,
  type Json,
  type StoredImage,
  type Table,
} from "@ohcs/context";
import { fail } from "./errors.ts";

/** The content of a database row: samples, or a text. */
export interface StoredValue {
  readonly kind: "image" | "table" | "json";
  /** Shape, dtype and pixel size of an image; empty for texts. */
  readonly header: string;
  readonly body: Buffer;
}

/** The facts about an image without its samples. */
export interface ImageHeader {
  readonly shape: readonly number[];
  readonly dtype: Dtype;
  readonly pixelSizeUm: number | null;
}

/** @throws `IMAGE_INVALID` */
export function imageValue({ data, shape, dtype, pixelSizeUm }: StoredImage, path: string): StoredValue {
  const samples = shape.reduce((product, side) => product * side, 1);
  const isShaped = (shape.length === 2 || shape.length === 3) && shape.every((side) => Number.isSafeInteger(side));
  if (!isShaped || samples === 0 || data.length !== samples || dtypeOf(data) !== dtype) {
    const got = `${data.length} samples of '${dtypeOf(data)}'`;
    const message = `Cannot save '${path}': expected '${dtype}' samples for [${shape.join(", ")}], got ${got}`;
    throw fail("IMAGE_INVALID", message, { details: { path } });
  }
  const body = Buffer.from(data.buffer, data.byteOffset, data.byteLength);
  return { kind: "image", header: JSON.stringify({ shape, dtype, pixelSizeUm }), body };
}

/** @throws `TABLE_INVALID` */
export function tableValue(table: Table): StoredValue {
  checkTable(table);
  return { kind: "table", header: "", body: Buffer.from(JSON.stringify({ columns: table.columns, rows: table.rows })) };
}

/** @throws `JSON_INVALID` */
export function jsonValue(value: Json, path: string): StoredValue {
  try {
    return { kind: "json", header: "", body: Buffer.from(`${canonicalJson(value)}\n`) };
  } catch (cause) {
    throw fail("JSON_INVALID", `Cannot save '${path}': the value is not JSON`, { cause });
  }
}

/** Where page `page` lies within the samples, in bytes. @throws `IMAGE_UNREADABLE` */
export function pageRange({ shape, dtype }: ImageHeader, page: number, path: string): { start: number; bytes: number } {
  const [height = 0, width = 0] = shape.slice(-2);
  const pages = shape.length === 3 ? (shape[0] ?? 0) : 1;
  if (!Number.isInteger(page) || page < 0 || page >= pages)
    throw fail("IMAGE_UNREADABLE", `Cannot read '${path}': expected one of ${pages} pages, got '${page}'`);
  const bytes = height * width * bytesPerSample(dtype);
  return { start: page * bytes, bytes };
}

/** One page `[y, x]`, which the caller may modify: the bytes are copied. */
export function imageOf({ shape, dtype, pixelSizeUm }: ImageHeader, body: Buffer): StoredImage {
  const [height = 0, width = 0] = shape.slice(-2);
  const data = allocatePixels(dtype, height * width);
  Buffer.from(data.buffer, data.byteOffset, data.byteLength).set(body);
  return { data, shape: [height, width], dtype, pixelSizeUm };
}
