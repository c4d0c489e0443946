import {
  type AllocatePixels,
  allocatePixels,
  type Cell,
  type Dtype,
  type Json,
  type LoadOptions,
  type PixelArray,
  type StoredImage,
  type Table,
} from "@ohcs/context";
import { fail } from "../errors.ts";
import { formatJson, parseJson } from "../json/json-text.ts";
import { formatCsv } from "../table/csv.ts";

/** The value at one path of the memory backend. */
export type StoredValue =
  | { readonly kind: "image"; readonly image: StoredImage }
  | { readonly kind: "table"; readonly table: Table }
  | { readonly kind: "json"; readonly text: string };

/** The samples in what `allocate` gives: the caller may go on writing into its own array, unless that is handed over. */
export function imageValue(image: StoredImage, allocate: AllocatePixels, isHandedOver: boolean): StoredValue {
  const { data, shape, dtype, pixelSizeUm } = image;
  const own = isHandedOver ? data : copied(data, dtype, allocate);
  return { kind: "image", image: { data: own, shape: [...shape], dtype, pixelSizeUm } };
}

/** One page `[y, x]`, or sample of an image in colours: as it is kept where that is allowed, else a copy in what `allocate` gives. @throws `IMAGE_UNREADABLE` */
export function imageOf(
  value: StoredValue,
  path: string,
  { page: stated = 0, sample, allocate = allocatePixels, borrow = false }: LoadOptions,
): StoredImage {
  const page = sample ?? stated;
  if (value.kind !== "image") throw fail("IMAGE_UNREADABLE", mismatch(path, "an image", value.kind));
  const { data, shape, dtype, pixelSizeUm } = value.image;
  const [height = 0, width = 0] = shape.slice(-2);
  const pages = shape.length === 3 ? (shape[0] ?? 0) : 1;
  if (page < 0 || page >= pages) throw fail("IMAGE_UNREADABLE", mismatch(path, `${pages} pages`, `page ${page}`));
  const kept = data.subarray(page * height * width, (page + 1) * height * width);
  return { data: borrow ? kept : copied(kept, dtype, allocate), shape: [height, width], dtype, pixelSizeUm };
}

function copied(data: PixelArray, dtype: Dtype, allocate: AllocatePixels): PixelArray {
  const copy = allocate(dtype, data.length);
  copy.set(data);
  return copy;
}

/**
 * A frozen copy, as a file would return it: non-finite values are missing, −0 is 0. Rows that are so already are not copied: tables of whole
 * plates are made of rows that were read. @throws `TABLE_INVALID`
 */
export function tableValue(table: Table): StoredValue {
  const rows = table.rows.map((row) =>
    Object.isFrozen(row) && row.every(isStored) ? row : Object.freeze(row.map(storedCell)),
  );
  return {
    kind: "table",
    table: Object.freeze({ columns: Object.freeze([...table.columns]), rows: Object.freeze(rows) }),
  };
}

function isStored(cell: Cell): boolean {
  return Object.is(cell, storedCell(cell));
}

function storedCell(cell: Cell): Cell {
  if (typeof cell !== "number") return cell;
  if (cell === 0) return 0;
  return Number.isFinite(cell) ? cell : null;
}

export function tableOf(value: StoredValue, path: string): Table {
  if (value.kind === "table") return value.table;
  throw fail("TABLE_UNREADABLE", mismatch(path, "a table", value.kind));
}

export function jsonValue(value: Json, path: string): StoredValue & { readonly kind: "json" } {
  return { kind: "json", text: formatJson(value, path) };
}

export function jsonOf(value: StoredValue, path: string): Json {
  if (value.kind === "json") return parseJson(value.text, path);
  throw fail("JSON_UNREADABLE", mismatch(path, "JSON", value.kind));
}

/** The text that a disk would hold. @throws `JSON_UNREADABLE` for an image */
export function textOf(value: StoredValue, path: string): string {
  if (value.kind === "json") return value.text;
  if (value.kind === "table") return formatCsv(value.table);
  throw fail("JSON_UNREADABLE", mismatch(path, "text", value.kind));
}

function mismatch(path: string, expected: string, got: string): string {
  return `Cannot read '${path}': expected ${expected}, got '${got}'`;
}
