import type { PixelArray } from "@ohcs/context";
import { compress } from "../codecs/compress.ts";
import { type ArrayLayout, chunkKey } from "./array-layout.ts";
import { encodeShard } from "./encode-shard.ts";

/** A file below an array: one chunk, or one shard of chunks. */
export interface EncodedFile {
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
  const [height, width] = lastTwo(layout.shape);
  const [fileHeight, fileWidth] = lastTwo(layout.shard ?? layout.chunk);
  return tilesOf(height, width, fileHeight, fileWidth).map(({ top, left }) =>
    chunkKey(layout, [...lead, top / fileHeight, left / fileWidth]),
  );
}

/** Encodes the plane `[y, x]` at the coordinates `lead` of an array whose chunks hold one plane each. */
export async function* encodePlane(
  layout: ArrayLayout,
  lead: readonly number[],
  pixels: PixelArray,
): AsyncGenerator<EncodedFile> {
  const [height, width] = lastTwo(layout.shape);
  const [fileHeight, fileWidth] = lastTwo(layout.shard ?? layout.chunk);
  const [chunkHeight, chunkWidth] = lastTwo(layout.chunk);
  const plane = { pixels, height, width };
  for (const file of tilesOf(height, width, fileHeight, fileWidth)) {
    const key = chunkKey(layout, [...lead, file.top / fileHeight, file.left / fileWidth]);
    if (layout.shard === null) {
      yield { key, parts: [await compress(layout.codec, bytesOf(cut(plane, file)))] };
      continue;
    }
    const chunks: (Uint8Array | null)[] = [];
    for (const tile of tilesOf(fileHeight, fileWidth, chunkHeight, chunkWidth)) {
      const placed = { ...tile, top: file.top + tile.top, left: file.left + tile.left };
      const isOutside = placed.top >= height || placed.left >= width;
      chunks.push(isOutside ? null : await compress(layout.codec, bytesOf(cut(plane, placed))));
    }
    yield { key, parts: encodeShard(chunks) };
  }
}

interface Plane {
  readonly pixels: PixelArray;
  readonly height: number;
  readonly width: number;
}

/** The pixels of a tile, zeros beyond the plane's border; the plane's own array where the tile is the whole plane. */
function cut({ pixels, height, width }: Plane, tile: Tile): PixelArray {
  const isWhole = tile.top === 0 && tile.left === 0 && tile.height === height && tile.width === width;
  if (isWhole) return pixels;
  const tilePixels = emptyLike(pixels, tile.height * tile.width);
  const columns = Math.min(tile.width, width - tile.left);
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

function tilesOf(height: number, width: number, tileHeight: number, tileWidth: number): readonly Tile[] {
  const tiles: Tile[] = [];
  for (let top = 0; top < height; top += tileHeight)
    for (let left = 0; left < width; left += tileWidth) tiles.push({ top, left, height: tileHeight, width: tileWidth });
  return tiles;
}

function lastTwo(lengths: readonly number[]): readonly [number, number] {
  return [lengths.at(-2) ?? 1, lengths.at(-1) ?? 1];
}
