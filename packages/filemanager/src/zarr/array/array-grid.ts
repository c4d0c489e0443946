import { fail } from "../../errors.ts";
import { configurationOf, type Metadata, objectOf, objectsIn } from "../metadata.ts";
import { checkLimit } from "../zarr-limits.ts";
import { SHARDING } from "./codec-names.ts";
import type { ZarrNode } from "./zarr-node.ts";

/** The chunk grid of an array from any writer: lengths by axis, whole numbers from 1, within the limits. */
export interface ArrayGrid {
  readonly shape: readonly number[];
  /** The unit of decoding. */
  readonly chunk: readonly number[];
  /** The unit of storage, one file: a chunk, or a shard of chunks. */
  readonly block: readonly number[];
  /** The path of a file below its array. */
  keyOf(indexes: readonly number[]): string;
}

/** The chunk grid as stated in the document of an array, unchecked. */
type Stated = Pick<ArrayGrid, "keyOf"> & { readonly [Key in "shape" | "chunk" | "block"]: unknown };

/**
 * The chunk grid of an array. All code that walks planes, chunks or files takes their numbers from here.
 * @throws `IMAGE_UNREADABLE` for an invalid grid · `IMAGE_UNSUPPORTED` without y and x · `ZARR_TOO_LARGE`
 */
export function arrayGrid(node: ZarrNode): ArrayGrid {
  const { path } = node;
  const { shape, chunk, block, keyOf } = node.version === "0.5" ? statedByThree(node) : statedByTwo(node);
  if (!isShape(shape)) throw unreadable(path, "a shape of whole numbers from 1");
  if (shape.length < 2)
    throw fail("IMAGE_UNSUPPORTED", `Cannot read '${path}': its array has ${shape.length} axes, not y and x`, {
      details: { path },
    });
  if (!isShape(chunk) || chunk.length !== shape.length) throw unreadable(path, "chunks with one length per axis");
  if (!isShape(block) || block.length !== shape.length || block.some((length, axis) => length % (chunk[axis] ?? 1) > 0))
    throw unreadable(path, "shards of whole chunks");
  const grid = { shape, chunk, block, keyOf };
  checkLimits(grid, path);
  return grid;
}

/** How many planes an array has: the product of its lengths before y and x. */
function planeCount(shape: readonly number[]): number {
  return product(shape.slice(0, -2));
}

function checkLimits({ shape, chunk, block }: ArrayGrid, path: string): void {
  const tiles = (cut: readonly number[]) =>
    product(shape.slice(-2).map((side, i) => Math.ceil(side / (cut.at(i - 2) ?? 1))));
  checkLimit("planes", planeCount(shape), path);
  checkLimit("samples of a plane", product(shape.slice(-2)), path);
  checkLimit("samples of a chunk", product(chunk), path);
  checkLimit("chunks of a plane", tiles(chunk), path);
  checkLimit("files of an image", planeCount(shape) * tiles(block), path);
  checkLimit("chunks of a shard", product(block) / product(chunk), path);
}

function statedByTwo({ path, document }: ZarrNode): Stated {
  const { shape, chunks, dimension_separator = "." } = document;
  const separator = separatorOf(dimension_separator, path);
  return { shape, chunk: chunks, block: chunks, keyOf: (indexes) => indexes.join(separator) };
}

function statedByThree({ path, document }: ZarrNode): Stated {
  const { shape, chunk_grid, chunk_key_encoding, codecs } = document;
  const { name = "default" } = objectOf(chunk_key_encoding);
  const isPlain = name === "default";
  if (!isPlain && name !== "v2") throw unreadable(path, "'default' or 'v2' as the encoding of its keys");
  const { separator = isPlain ? "/" : "." } = configurationOf(chunk_key_encoding);
  const between = separatorOf(separator, path);
  const block = configurationOf(chunk_grid).chunk_shape;
  const sharding = objectsIn(codecs).find(isSharding);
  return {
    shape,
    block,
    chunk: sharding === undefined ? block : configurationOf(sharding).chunk_shape,
    keyOf: (indexes) => (isPlain ? ["c", ...indexes] : indexes).join(between),
  };
}

function isSharding({ name }: Metadata): boolean {
  return name === SHARDING;
}

function separatorOf(stated: unknown, path: string): string {
  if (stated === "/" || stated === ".") return stated;
  throw unreadable(path, "'/' or '.' between the indexes of chunks");
}

function isShape(value: unknown): value is readonly number[] {
  return Array.isArray(value) && value.every((side) => Number.isSafeInteger(side) && side > 0);
}

function product(lengths: readonly number[]): number {
  return lengths.reduce((all, length) => all * length, 1);
}

function unreadable(path: string, expected: string): Error {
  return fail("IMAGE_UNREADABLE", `Cannot read '${path}': expected an array with ${expected}, got another`, {
    details: { path },
  });
}
