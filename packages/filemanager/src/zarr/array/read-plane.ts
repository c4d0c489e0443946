import { type AllocatePixels, allocatePixels, type Dtype, mapConcurrently, type PixelArray } from "@ohcs/context";
import type { DiskFiles } from "../../disk/disk-files.ts";
import { fail } from "../../errors.ts";
import { giveChunk } from "../codecs/plane-memory.ts";
import type { AbsentChunks } from "./chunk-store.ts";
import { type OpenArray, openArray, readError } from "./open-array.ts";
import type { ZarrNode } from "./zarr-node.ts";

/** A decoded chunk of any axes, the last two of which are y and x. */
interface Chunk {
  /** Of the array's own sample type, which may differ from that of planes. */
  readonly data: PixelArray;
  readonly shape: readonly number[];
  /** Samples from one index to the next, by axis. */
  readonly stride: readonly number[];
}

/** A plane, and the position of the chunk's corner in it. */
interface PasteTarget {
  readonly data: PixelArray;
  readonly height: number;
  readonly width: number;
  readonly top: number;
  readonly left: number;
}

/** A plane that was read, C order `[y, x]`. */
interface ReadPlane {
  readonly data: PixelArray;
  readonly dtype: Dtype;
  readonly height: number;
  readonly width: number;
}

/**
 * Reads the plane at the coordinates `lead` of an array of either version, with any codecs and chunks, into an array of `allocate`.
 * @throws `FILE_NOT_FOUND` for an absent chunk where it is not to be filled, `IMAGE_TRUNCATED`, `IMAGE_UNREADABLE`,
 * `IMAGE_UNSUPPORTED`, `CODEC_UNSUPPORTED`, `ZARR_TOO_LARGE`
 */
export async function readPlane(
  files: DiskFiles,
  node: ZarrNode,
  lead: readonly number[],
  absent: AbsentChunks,
  allocate: AllocatePixels = allocatePixels,
): Promise<ReadPlane> {
  const opened = await openArray(files, node, absent);
  try {
    return await assemble(opened, lead, node.path, allocate);
  } catch (error) {
    throw readError(error, node.path);
  } finally {
    opened.array.store.close();
  }
}

async function assemble(
  { array, grid, dtype }: OpenArray,
  lead: readonly number[],
  path: string,
  allocate: AllocatePixels,
): Promise<ReadPlane> {
  const { shape, chunk: lengths } = grid;
  checkLead(lead, shape, path);
  const [height, width] = lastTwo(shape);
  const [chunkHeight, chunkWidth] = lastTwo(lengths);
  const data = allocate(dtype, height * width);
  const outer = lead.map((at, axis) => Math.floor(at / (lengths[axis] ?? 1)));
  const inner = lead.map((at, axis) => at % (lengths[axis] ?? 1));
  const paste = async (row: number, column: number) => {
    const chunk = (await array.getChunk([...outer, row, column])) as unknown as Chunk;
    checkChunk(chunk, path);
    pasteChunk(chunk, inner, { data, height, width, top: row * chunkHeight, left: column * chunkWidth });
    giveChunk(chunk.data);
  };
  const columns = [...Array(Math.ceil(width / chunkWidth)).keys()];
  for (let row = 0; row * chunkHeight < height; row++)
    await mapConcurrently(columns, array.store.atOnce, (column) => paste(row, column));
  return { data, dtype, height, width };
}

/** The axes stated by the metadata of an image may differ from those of its array. */
function checkLead(lead: readonly number[], shape: readonly number[], path: string): void {
  if (lead.length === shape.length - 2 && lead.every((at, axis) => at < (shape[axis] ?? 0))) return;
  const got = `at [${lead.join(", ")}] in an array of [${shape.join(", ")}]`;
  throw fail("IMAGE_UNREADABLE", `Cannot read '${path}': there is no plane ${got}`, {
    details: { path },
  });
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

/**
 * Copies the plane of `chunk` at the indexes `inner` of its leading axes; samples beyond the target are dropped. Rows are
 * copied at once, and all together where they lie one after the other on both sides; those of transposed chunks do not.
 */
function pasteChunk({ data, shape, stride }: Chunk, inner: readonly number[], target: PasteTarget): void {
  const [rows, columns] = lastTwo(shape);
  const [rowStride, columnStride] = lastTwo(stride);
  const start = inner.reduce((sum, at, axis) => sum + at * (stride[axis] ?? 0), 0);
  const height = Math.min(rows, target.height - target.top);
  const width = Math.min(columns, target.width - target.left);
  const corner = target.top * target.width + target.left;
  if (columnStride === 1 && rowStride === width && target.width === width) {
    target.data.set(data.subarray(start, start + height * width), corner);
    return;
  }
  for (let y = 0; y < height; y++) {
    const from = start + y * rowStride;
    const to = corner + y * target.width;
    if (columnStride === 1) target.data.set(data.subarray(from, from + width), to);
    else for (let x = 0; x < width; x++) target.data[to + x] = data[from + x * columnStride]!;
  }
}
