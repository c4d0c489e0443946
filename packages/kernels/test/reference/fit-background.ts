import { solveLinear } from "../../src/linear/solve-linear.ts";
import type { Plane } from "../../src/plane.ts";

const BLOCK = 16;
const ROUNDS = 8;
const TERMS = 6;

interface Block {
  /** The place of the block's darkest pixel, −1 to 1 across the plane. */
  readonly x: number;
  readonly y: number;
  readonly value: number;
}

/**
 * A quadratic surface through the dark places of a smoothed plane, float32: offset, slope and vignetting, but nothing
 * smaller, whatever the size of the objects. It follows the minima of blocks of 16 px, so it lies a constant below the
 * mean of the background; blocks that objects fill are dropped, round by round. A plane too small for that is flat.
 */
export function fitBackground(plane: Plane<Float32Array>): Plane<Float32Array> {
  const { height, width } = plane;
  const blocks = darkestPixels(plane);
  let kept: readonly Block[] = blocks;
  let surface: Float64Array | null = null;
  for (let round = 0; round < ROUNDS; round++) {
    const fitted = kept.length < 4 * TERMS ? null : fitSurface(kept);
    if (fitted === null) break;
    surface = fitted;
    kept = withoutBright(blocks, fitted);
  }
  const data = new Float32Array(height * width);
  if (surface === null) return { data: data.fill(Math.min(...blocks.map(({ value }) => value))), height, width };
  const places = Float64Array.from({ length: width }, (_, x) => across(x, width));
  for (let y = 0; y < height; y++) {
    const [constant, slope] = alongRow(surface, across(y, height));
    for (let x = 0; x < width; x++) data[y * width + x] = constant + (slope + surface[3]! * places[x]!) * places[x]!;
  }
  return { data, height, width };
}

function across(pixel: number, length: number): number {
  return length > 1 ? (2 * pixel) / (length - 1) - 1 : 0;
}

function darkestPixels({ data, height, width }: Plane): Block[] {
  const blocks: Block[] = [];
  for (let top = 0; top < height; top += BLOCK) {
    for (let left = 0; left < width; left += BLOCK) {
      let darkest = top * width + left;
      for (let y = top; y < Math.min(height, top + BLOCK); y++) {
        for (let x = left; x < Math.min(width, left + BLOCK); x++) {
          if (data[y * width + x]! < data[darkest]!) darkest = y * width + x;
        }
      }
      const x = darkest % width;
      blocks.push({ x: across(x, width), y: across((darkest - x) / width, height), value: data[darkest]! });
    }
  }
  return blocks;
}

function terms(x: number, y: number): readonly number[] {
  return [1, x, y, x * x, x * y, y * y];
}

/** What stays of the surface in one row: a constant and the factor of x (that of x² is everywhere the same). */
function alongRow(surface: Float64Array, y: number): [constant: number, slope: number] {
  return [surface[0]! + (surface[2]! + surface[5]! * y) * y, surface[1]! + surface[4]! * y];
}

function evaluate(surface: Float64Array, x: number, y: number): number {
  const [constant, slope] = alongRow(surface, y);
  return constant + (slope + surface[3]! * x) * x;
}

function fitSurface(blocks: readonly Block[]): Float64Array | null {
  const matrix = new Float64Array(TERMS * TERMS);
  const right = new Float64Array(TERMS);
  for (const { x, y, value } of blocks) {
    const row = terms(x, y);
    for (let i = 0; i < TERMS; i++) {
      right[i]! += row[i]! * value;
      for (let j = 0; j < TERMS; j++) matrix[i * TERMS + j]! += row[i]! * row[j]!;
    }
  }
  return solveLinear(matrix, right);
}

/** The blocks that stand out of the surface by less than three times what dark blocks typically fall below it. */
function withoutBright(blocks: readonly Block[], surface: Float64Array): readonly Block[] {
  const heights = blocks.map(({ x, y, value }) => value - evaluate(surface, x, y));
  const depths = Float64Array.from(heights.filter((height) => height < 0)).sort();
  const typical = -1.4826 * (depths[depths.length >> 1] ?? 0);
  return blocks.filter((_, i) => heights[i]! <= 3 * typical);
}
