import { allocatePixels, type Dtype, isOhcsError, type PixelArray } from "@ohcs/context";
import * as zarr from "zarrita";
import type { DiskFiles } from "../../disk/disk-files.ts";
import { fail } from "../../errors.ts";
import { type Chunk, pasteChunk } from "../codecs/paste-chunk.ts";
import { type AbsentChunks, ChunkStore } from "./chunk-store.ts";
import type { ZarrNode } from "./zarr-node.ts";

/** Sample types that are read, and what they become. */
const READ_AS: Readonly<Record<string, Dtype>> = {
  uint8: "uint8",
  uint16: "uint16",
  uint32: "uint32",
  int8: "int32",
  int16: "int32",
  int32: "int32",
  float32: "float32",
  float64: "float64",
};

/** A plane that was read, C order `[y, x]`. */
export interface ReadPlane {
  readonly data: PixelArray;
  readonly dtype: Dtype;
  readonly height: number;
  readonly width: number;
}

/**
 * Reads the plane at the coordinates `lead` of an array of either version, whatever its codecs and chunks.
 * @throws `FILE_NOT_FOUND` for an absent chunk where it is not to be filled, `IMAGE_TRUNCATED`, `IMAGE_UNREADABLE`,
 * `IMAGE_UNSUPPORTED`
 */
export async function readPlane(
  files: DiskFiles,
  node: ZarrNode,
  lead: readonly number[],
  absent: AbsentChunks,
): Promise<ReadPlane> {
  try {
    const array = await openArray(new ChunkStore(files, node, absent), node);
    return await assemble(array, lead, node.path);
  } catch (error) {
    throw readError(error, node.path);
  }
}

async function openArray(store: ChunkStore, { path, version }: ZarrNode) {
  const place = zarr.root(store).resolve(path);
  if (version === "0.5") return zarr.open.v3(place, { kind: "array" });
  return zarr.open.v2(place, { kind: "array", attrs: false });
}

async function assemble(
  array: zarr.Array<zarr.DataType, ChunkStore>,
  lead: readonly number[],
  path: string,
): Promise<ReadPlane> {
  const dtype = READ_AS[array.dtype];
  if (dtype === undefined) throw unsupported(path, Object.keys(READ_AS).join(", "), array.dtype);
  const [height, width] = lastTwo(array.shape);
  const [chunkHeight, chunkWidth] = lastTwo(array.chunks);
  const data = allocatePixels(dtype, height * width);
  const outer = lead.map((at, axis) => Math.floor(at / (array.chunks[axis] ?? 1)));
  const inner = lead.map((at, axis) => at % (array.chunks[axis] ?? 1));
  for (let row = 0; row * chunkHeight < height; row++)
    for (let column = 0; column * chunkWidth < width; column++) {
      const chunk = (await array.getChunk([...outer, row, column])) as unknown as Chunk;
      checkChunk(chunk, path);
      pasteChunk(chunk, inner, { data, height, width, top: row * chunkHeight, left: column * chunkWidth });
    }
  return { data, dtype, height, width };
}

/** A chunk that decodes to too few samples would read as zeros. */
function checkChunk({ data, shape }: Chunk, path: string): void {
  const samples = shape.reduce((product, side) => product * side, 1);
  if (data.length === samples) return;
  throw fail("IMAGE_TRUNCATED", `Cannot read '${path}': expected chunks of ${samples} samples, got ${data.length}`, {
    details: { path },
  });
}

function lastTwo(lengths: readonly number[]): readonly [number, number] {
  return [lengths.at(-2) ?? 1, lengths.at(-1) ?? 1];
}

function readError(error: unknown, path: string): unknown {
  if (isOhcsError(error) || (error instanceof DOMException && error.name === "AbortError")) return error;
  if (zarr.isZarritaError(error, "UnknownCodecError", "UnsupportedError"))
    return unsupported(path, "codecs that are known", String((error as Error).message), error);
  return fail("IMAGE_UNREADABLE", `Cannot read '${path}': expected a Zarr array, got '${String(error)}'`, {
    cause: error,
    details: { path },
  });
}

function unsupported(path: string, expected: string, got: string, cause?: unknown): Error {
  return fail("IMAGE_UNSUPPORTED", `Cannot read '${path}': expected ${expected}, got '${got}'`, {
    cause,
    details: { path },
  });
}
