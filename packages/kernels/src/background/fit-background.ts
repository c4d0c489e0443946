import { solveLinear } from "../linear/solve-linear.ts";
import type { Plane } from "../plane.ts";
import { type Arena, inArena } from "../wasm/arena.ts";
import { computePlane } from "../wasm/compute-plane.ts";
import { type Size, samplesOf } from "../wasm/stored-plane.ts";

const BLOCK = 16;
const ROUNDS = 8;
const TERMS = 6;

/** The darkest pixels of blocks: their places x and y, −1 to 1 across the plane, and values, one list after the other. */
type Blocks = Float64Array;

/**
 * A quadratic surface through the dark places of a smoothed plane, float32: offset, slope and vignetting, but nothing
 * smaller, whatever the size of the objects. It follows the minima of blocks of 16 px, so it lies a constant below the
 * mean of the background; blocks that objects fill are dropped, round by round. A plane too small for that is flat.
 */
export function fitBackground(plane: Plane<Float32Array>): Plane<Float32Array> {
  return computePlane(plane.data, plane, (_, arena, target) => {
    fitStoredBackground(arena.read(plane.data), target, plane);
  });
}

/** {@link fitBackground} in an arena, from one address to another; returns the sum of its samples. */
export function fitStoredBackground(source: number, target: number, size: Size): number {
  const { height, width } = size;
  return inArena((kernels, arena) => {
    const count = Math.ceil(height / BLOCK) * Math.ceil(width / BLOCK);
    const places = arena.allocate(4 * count);
    kernels.darkestOfBlocks(source, height, width, places);
    const samples = arena.view(source, new Float32Array(0), samplesOf(size));
    const blocks = blocksAt(arena.view(places, new Uint32Array(0), count), samples, size);
    const surface = fitWithoutBright(arena, blocks) ?? flat(blocks);
    return kernels.paintSurface(arena.upload(surface), target, height, width, arena.allocate(8 * width));
  });
}

function blocksAt(places: Uint32Array, samples: Float32Array, { height, width }: Size): Blocks {
  const count = places.length;
  const blocks = new Float64Array(3 * count);
  for (let i = 0; i < count; i++) {
    const x = places[i]! % width;
    blocks[i] = across(x, width);
    blocks[count + i] = across((places[i]! - x) / width, height);
    blocks[2 * count + i] = samples[places[i]!]!;
  }
  return blocks;
}

function across(pixel: number, length: number): number {
  return length > 1 ? (2 * pixel) / (length - 1) - 1 : 0;
}

function flat(blocks: Blocks): Float64Array {
  const surface = new Float64Array(TERMS);
  surface[0] = blocks.subarray((2 / 3) * blocks.length).reduce((least, value) => Math.min(least, value));
  return surface;
}

function fitWithoutBright(arena: Arena, blocks: Blocks): Float64Array | null {
  const count = blocks.length / 3;
  const [stored, kept] = [arena.upload(blocks), arena.upload(new Uint8Array(count).fill(1))];
  const sums = arena.allocate(8 * (TERMS * TERMS + 2 * TERMS + 1));
  const [factors, heights] = [arena.allocate(8 * TERMS), arena.allocate(16 * count)];
  let surface: Float64Array | null = null;
  for (let round = 0; round < ROUNDS; round++) {
    const equations = arena.view(sums, blocks, TERMS * TERMS + TERMS + 1).fill(0);
    arena.kernels.addNormalEquations(stored, count, kept, sums);
    const fitted = solved(equations);
    if (fitted === null) break;
    surface = fitted;
    arena.view(factors, fitted).set(fitted);
    if (!arena.kernels.leaveOutBright(stored, count, factors, kept, heights)) break;
  }
  return surface;
}

/** The factors of 1, x, y, x², xy and y² that fit best, or null where the blocks do not settle them. */
function solved(equations: Float64Array): Float64Array | null {
  const [size, count = 0] = [TERMS * TERMS, equations.at(-1)];
  const matrix = equations.slice(0, size);
  for (let i = 0; i < TERMS; i++) for (let j = 0; j < i; j++) matrix[i * TERMS + j] = matrix[j * TERMS + i]!;
  return count < 4 * TERMS ? null : solveLinear(matrix, equations.slice(size, size + TERMS));
}
