import type { PixelArray } from "@ohcs/context";
import { chunkEncoder, type EncodeChunk } from "../codecs/compress.ts";
import { givePixels, takePixels } from "../codecs/plane-memory.ts";
import { type ArrayLayout, chunkKey } from "./array-layout.ts";
import { ShardInMaking } from "./encode-shard.ts";

/** A file below an array: one chunk, or one shard of chunks. */
interface EncodedFile {
  readonly key: string;
  readonly parts: readonly Uint8Array[];
}

/** Where a rectangle starts in a plane, and how large it is. */
interface Tile {
  readonly top: number;
  readonly left: number;
  readonly height: number;
  readonly width: number;
}

/** The paths of the files that hold the plane at `lead`, below the array, row by row. */
export function planeKeys(layout: ArrayLayout, lead: readonly number[]): readonly string[] {
  return filesOf(layout).map((file) => keyOf(layout, lead, file));
}

/** Encodes the plane `[y, x]` at the coordinates `lead` of an array whose chunks hold one plane each; in this thread, or beside it. */
export async function* encodePlane(
  layout: ArrayLayout,
  lead: readonly number[],
  pixels: PixelArray,
  isHere: boolean,
): AsyncGenerator<EncodedFile> {
  const [height, width] = lastTwo(layout.shape);
  const plane = { pixels, height, width };
  const encode = await chunkEncoder(layout.codec, isHere);
  for (const file of filesOf(layout)) {
    const key = keyOf(layout, lead, file);
    if (layout.shard === null) yield { key, parts: [await encode(bytesOf(cut(plane, file)))] };
    else {
      const shard = await encodeShard(layout, plane, file, encode);
      yield { key, parts: shard.finish() };
      // What was yielded is written by now.
      shard.release();
    }
  }
}

/** The tiles of the plane that have a file of their own. */
function filesOf({ shape, shard, chunk }: ArrayLayout): readonly Tile[] {
  const [height, width] = lastTwo(shape);
  return tileRows({ top: 0, left: 0, height, width }, lastTwo(shard ?? chunk)).flat();
}

function keyOf(layout: ArrayLayout, lead: readonly number[], { top, left, height, width }: Tile): string {
  return chunkKey(layout, [...lead, top / height, left / width]);
}

/** A shard with its chunks. A row at a time: these are compressed concurrently, and few are held uncompressed. */
async function encodeShard(layout: ArrayLayout, plane: Plane, area: Tile, encode: EncodeChunk): Promise<ShardInMaking> {
  const [height, width] = lastTwo(layout.chunk);
  const rows = tileRows(area, [height, width]);
  const shard = new ShardInMaking(rows.flat().length);
  const lent: PixelArray[] = [];
  const memory = (i: number) => {
    lent[i] ??= takePixels(plane.pixels, height * width);
    return lent[i];
  };
  for (const row of rows) {
    const chunks = row.map((tile, i) => {
      const isOutside = tile.top >= plane.height || tile.left >= plane.width;
      return isOutside ? null : encode(bytesOf(cut(plane, tile, () => memory(i))));
    });
    // Without a turn for others in between, one plane is being written while the next is compressed.
    for (const chunk of areReady(chunks) ? chunks : await Promise.all(chunks)) shard.add(chunk);
  }
  // Where one failed, others may still be read.
  for (const one of lent) if (one !== undefined) givePixels(one);
  return shard;
}

function areReady<Chunk>(chunks: readonly (Chunk | Promise<Chunk>)[]): chunks is readonly Chunk[] {
  return !chunks.some((chunk) => chunk instanceof Promise);
}

interface Plane {
  readonly pixels: PixelArray;
  readonly height: number;
  readonly width: number;
}

/**
 * The pixels of a tile, zeros beyond the plane's border, in `memory` if there is any; the plane's own array where the tile
 * is the whole plane.
 */
function cut({ pixels, height, width }: Plane, tile: Tile, memory?: () => PixelArray): PixelArray {
  const isWhole = tile.top === 0 && tile.left === 0 && tile.height === height && tile.width === width;
  if (isWhole) return pixels;
  const columns = Math.min(tile.width, width - tile.left);
  const tilePixels = memory?.() ?? emptyLike(pixels, tile.height * tile.width);
  if (columns < tile.width || tile.top + tile.height > height) tilePixels.fill(0);
  for (let row = 0; row < Math.min(tile.height, height - tile.top); row++) {
    const start = (tile.top + row) * width + tile.left;
    tilePixels.set(pixels.subarray(start, start + columns), row * tile.width);
  }
  return tilePixels;
}

function emptyLike(pixels: PixelArray, length: number): PixelArray {
  return new (pixels.constructor as new (length: number) => PixelArray)(length);
}

function bytesOf({ buffer, byteOffset, byteLength }: PixelArray): Uint8Array {
  return new Uint8Array(buffer, byteOffset, byteLength);
}

/** The tiles that cover an area, as rows from the top; the last of a row or column may reach beyond it. */
function tileRows(area: Tile, [height, width]: readonly [number, number]): readonly (readonly Tile[])[] {
  const rows = Math.ceil(area.height / height);
  const columns = Math.ceil(area.width / width);
  return Array.from({ length: rows }, (_, y) =>
    Array.from({ length: columns }, (_, x) => {
      return { top: area.top + y * height, left: area.left + x * width, height, width };
    }),
  );
}

function lastTwo(lengths: readonly number[]): readonly [number, number] {
  return [lengths.at(-2) ?? 1, lengths.at(-1) ?? 1];
}
