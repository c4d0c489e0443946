import { asFloat32, type Plane } from "../plane.ts";
import { computePlane, FLOATS } from "../wasm/compute-plane.ts";
import { sampleType } from "../wasm/sample-type.ts";

/** What comes out, as `assembly/blocks.ts` counts it: what is interpolated, or the plane less that, or divided by it. */
const COMBINATIONS = { alone: 0, minus: 1, divided: 2 } as const;

/**
 * A `height × width` plane, float32, between whose pixels the values of blocks of `side × side` px are interpolated bilinearly: each
 * block's value stands at the block's centre; beyond the outermost centres it stays constant.
 */
export function bilinearEnlarge(blocks: Plane, side: number, height: number, width: number): Plane<Float32Array> {
  return combineEnlarged({ data: new Uint8Array(0), height, width }, "alone", blocks, side);
}

/** A plane minus what {@link bilinearEnlarge} makes of blocks, or divided by it, or that alone: float32. */
export function combineEnlarged(
  { data, height, width }: Plane,
  combination: keyof typeof COMBINATIONS,
  blocks: Plane,
  side: number,
): Plane<Float32Array> {
  return computePlane(FLOATS, { height, width }, (kernels, arena, target) => {
    const [source, values] = [arena.read(data), arena.read(asFloat32(blocks.data))];
    const [places, line] = [arena.allocate(8 * width), arena.allocate(8 * (blocks.width + 1))];
    kernels.combineEnlarged(
      sampleType(data),
      COMBINATIONS[combination],
      source,
      values,
      blocks.height,
      blocks.width,
      side,
      target,
      height,
      width,
      places,
      line,
    );
  });
}
