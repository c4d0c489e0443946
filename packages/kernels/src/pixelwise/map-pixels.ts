import { emptyLike, type PixelArray, type Plane } from "../plane.ts";
import type { Arena } from "../wasm/arena.ts";
import { inTiles } from "../wasm/in-tiles.ts";
import { arrayForResult } from "../wasm/results.ts";
import { sampleType } from "../wasm/sample-type.ts";
import { STORED_MASK } from "../wasm/stored-plane.ts";

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
  const result = arrayForResult(like, data.length);
  inTiles([data], data, result, (_, arena, [source = 0], target) => {
    const map = hasFewValues(data, steps) ? tabulated(arena, data, like, steps) : mapping(arena, steps);
    return (samples) => map([sampleType(data), source], [sampleType(like), target], samples);
  });
  return { data: result, height, width };
}

/** Are there few enough values to map each of them once? A comparison is quicker than a table. */
function hasFewValues(data: PixelArray, steps: readonly PixelStep[]): boolean {
  const isNarrow = data instanceof Uint8Array || data instanceof Uint16Array;
  return isNarrow && steps.length > 1 && data.length > 2 ** (8 * data.BYTES_PER_ELEMENT + 1);
}

/** {@link mapping} by a table of all values of 8 or 16 bits. */
function tabulated(arena: Arena, values: PixelArray, like: PixelArray, steps: readonly PixelStep[]): Mapping {
  const count = 2 ** (8 * values.BYTES_PER_ELEMENT);
  const numbers = emptyLike(values, count);
  for (let i = 0; i < count; i++) numbers[i] = i;
  const source = arena.upload(numbers);
  const table = arena.allocate(count * like.BYTES_PER_ELEMENT);
  mapping(arena, steps)([sampleType(values), source], [sampleType(like), table], count);
  return ([type, from], [, to], samples) =>
    arena.kernels.lookUp(type, like.BYTES_PER_ELEMENT, from, to, samples, table);
}

/** The type and the address of samples in an arena. */
type StoredSamples = readonly [type: number, address: number];

type Mapping = (source: StoredSamples, target: StoredSamples, samples: number) => void;

/** The same in an arena: it needs no more memory when it is called. */
function mapping(arena: Arena, steps: readonly PixelStep[]): Mapping {
  const [first] = steps;
  const program = new Float64Array(2 * steps.length);
  for (const [i, [name, operand = 0]] of steps.entries()) program.set([STEPS.indexOf(name), operand], 2 * i);
  const [stored, tile] = [arena.upload(program), arena.allocate(TILE_BYTES)];
  const isComparison = steps.length === 1 && first?.[0] === "above";
  return ([type, source], [targetType, target], samples) => {
    if (isComparison && targetType === STORED_MASK)
      arena.kernels.countExceeded(type, source, target, samples, stored + 8, 1);
    else arena.kernels.mapPixels(type, source, targetType, target, samples, stored, steps.length, tile);
  };
}
