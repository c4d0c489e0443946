import type { Plane } from "../../src/plane.ts";

interface Tiles {
  readonly tiles: number;
  readonly clipLimit: number;
}

/** CLAHE over all levels of a type, as OpenCV computes it. */
export function equalizeAdaptively({ data, height, width }: Plane, { tiles, clipLimit }: Tiles): Uint16Array {
  const levels = 2 ** (8 * data.BYTES_PER_ELEMENT);
  const isWhole = height % tiles === 0 && width % tiles === 0;
  const lengthOf = (length: number) => (isWhole ? length / tiles : (length + tiles - (length % tiles)) / tiles);
  const [tileHeight, tileWidth] = [lengthOf(height), lengthOf(width)];
  const mirrored = (i: number, length: number) => (i < length ? i : Math.max(0, 2 * (length - 1) - i));
  const curves = Array.from({ length: tiles * tiles }, (_, tile) => {
    const [top, left] = [Math.floor(tile / tiles) * tileHeight, (tile % tiles) * tileWidth];
    const counts = new Int32Array(levels);
    for (let y = top; y < top + tileHeight; y++)
      for (let x = left; x < left + tileWidth; x++) counts[data[mirrored(y, height) * width + mirrored(x, width)]!]!++;
    const samples = tileHeight * tileWidth;
    if (clipLimit > 0) clip(counts, Math.max(1, Math.trunc((clipLimit * samples) / levels)));
    const scale = Math.fround((levels - 1) / samples);
    let sum = 0;
    return counts.map((count) => {
      sum += count;
      return Math.min(levels - 1, roundEven(Math.fround(Math.fround(sum) * scale)));
    });
  });
  const at = (y: number, x: number) => curves[clamped(y, tiles) * tiles + clamped(x, tiles)]!;
  return Uint16Array.from(data, (value, i) => {
    const [row, down] = placeOf(Math.floor(i / width), tileHeight);
    const [column, part] = placeOf(i % width, tileWidth);
    const blend = (a: number, b: number, share: number) =>
      Math.fround(Math.fround(a * Math.fround(1 - share)) + Math.fround(b * share));
    const above = blend(at(row, column)[value]!, at(row, column + 1)[value]!, part);
    const below = blend(at(row + 1, column)[value]!, at(row + 1, column + 1)[value]!, part);
    return roundEven(blend(above, below, down));
  });
}

/** The tile before a pixel, and how far the pixel lies on the way to the next, in single precision. */
function placeOf(pixel: number, length: number): readonly [tile: number, part: number] {
  const place = Math.fround(Math.fround(pixel * Math.fround(1 / length)) - 0.5);
  return [Math.floor(place), Math.fround(place - Math.floor(place))];
}

function clamped(tile: number, tiles: number): number {
  return Math.max(0, Math.min(tiles - 1, tile));
}

function clip(counts: Int32Array, limit: number): void {
  let clipped = 0;
  for (const [i, count] of counts.entries()) {
    clipped += Math.max(0, count - limit);
    counts[i] = Math.min(count, limit);
  }
  const each = Math.floor(clipped / counts.length);
  let rest = clipped - each * counts.length;
  for (let i = 0; i < counts.length; i++) counts[i]! += each;
  const step = Math.max(1, Math.floor(counts.length / Math.max(1, rest)));
  for (let i = 0; i < counts.length && rest > 0; i += step, rest--) counts[i]! += 1;
}

function roundEven(value: number): number {
  const whole = Math.floor(value);
  if (value - whole !== 0.5) return Math.round(value);
  return whole % 2 === 0 ? whole : whole + 1;
}
