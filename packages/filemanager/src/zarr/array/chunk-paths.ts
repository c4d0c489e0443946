import { childOf } from "../../paths/virtual-path.ts";
import type { ZarrNode } from "./zarr-node.ts";

type Document = Readonly<Record<string, unknown>>;

/** How an array of any writer is cut into files: chunks, or shards of chunks. */
interface FileGrid {
  readonly shape: readonly number[];
  /** Lengths of what one file holds. */
  readonly block: readonly number[];
  keyOf(indexes: readonly number[]): string;
}

/** The files, there or not, that hold the plane at the coordinates `lead` of an array. */
export function* chunkPaths(node: ZarrNode, lead: readonly number[]): Generator<string> {
  const { shape, block, keyOf } = node.version === "0.5" ? gridOfThree(node.document) : gridOfTwo(node.document);
  const outer = lead.map((at, axis) => Math.floor(at / (block[axis] ?? 1)));
  const [rows = 1, columns = 1] = shape.slice(-2).map((length, i) => Math.ceil(length / (block.at(i - 2) ?? 1)));
  for (let row = 0; row < rows; row++)
    for (let column = 0; column < columns; column++) yield childOf(node.path, keyOf([...outer, row, column]));
}

function gridOfTwo({ shape, chunks, dimension_separator }: Document): FileGrid {
  const separator = String(dimension_separator ?? ".");
  return { shape: numbersIn(shape), block: numbersIn(chunks), keyOf: (indexes) => indexes.join(separator) };
}

function gridOfThree({ shape, chunk_grid, chunk_key_encoding }: Document): FileGrid {
  const { name } = (chunk_key_encoding ?? {}) as Document;
  const { separator } = configurationOf(chunk_key_encoding);
  const block = numbersIn(configurationOf(chunk_grid).chunk_shape);
  const keyOf = (indexes: readonly number[]) =>
    name === "v2" ? indexes.join(String(separator ?? ".")) : ["c", ...indexes].join(String(separator ?? "/"));
  return { shape: numbersIn(shape), block, keyOf };
}

function configurationOf(value: unknown): Document {
  return ((value ?? {}) as { readonly configuration?: Document }).configuration ?? {};
}

function numbersIn(value: unknown): readonly number[] {
  return Array.isArray(value) ? value.map(Number) : [];
}
