import type { PixelArray, Plane } from "../plane.ts";
import { inArena } from "../wasm/arena.ts";
import { sampleType } from "../wasm/sample-type.ts";

/** As `assembly/pixelwise.ts` counts them. */
const STEPS = ["add", "multiply", "divide", "subtractFrom", "atLeast", "atMost", "above", "round"] as const;

/**
 * What is done to a sample: `subtractFrom` is the operand less the sample, `above` is 1 where the sample is greater than the operand,
 * else 0, and `round` rounds to float32.
 */
export type PixelStep =
  | readonly [step: Exclude<(typeof STEPS)[number], "round">, operand: number]
  | readonly [step: "round"];

const TILE_BYTES = 0x1000 + 64;

/**
 * Takes each sample through steps one after another, in float64 and in one pass over the plane, and gives an array like `like`. Steps
 * to an array of integers must give whole numbers of its range.
 */
export function mapPixels<T extends PixelArray>(
  { data, height, width }: Plane,
  steps: readonly PixelStep[],
  like: T,
): Plane<T> {
  const program = new Float64Array(2 * steps.length);
  for (const [i, [name, operand = 0]] of steps.entries()) program.set([STEPS.indexOf(name), operand], 2 * i);
  return inArena((kernels, arena) => {
    const [source, target] = [arena.upload(data), arena.allocate(data.length * like.BYTES_PER_ELEMENT)];
    const [stored, tile] = [arena.upload(program), arena.allocate(TILE_BYTES)];
    const [from, to] = [sampleType(data), sampleType(like)];
    kernels.mapPixels(from, source, to, target, data.length, stored, steps.length, tile);
    return { data: arena.download(target, like, data.length), height, width };
  });
}
