import type { Plane } from "../plane.ts";
import { type Arena, inArena } from "../wasm/arena.ts";
import { sampleType } from "../wasm/sample-type.ts";
import type { WasmKernels } from "../wasm/wasm-kernels.ts";

/**
 * The squared distance in px² of each foreground pixel (not 0) to the nearest background pixel, exact; Infinity where a
 * plane has no background.
 *
 * Method: Meijster, Roerdink, Hesselink, "A general algorithm for computing distance transforms in linear time", 2000.
 */
export function squaredDistance(mask: Plane): Plane<Float64Array> {
  const { data, height, width } = mask;
  return inArena((kernels, arena) => {
    const squared = squareDistances(kernels, arena, mask);
    return { data: arena.download(squared, new Float64Array(0), data.length), height, width };
  });
}

/** The address of the squared distances, float64. */
export function squareDistances(kernels: WasmKernels, arena: Arena, { data, height, width }: Plane): number {
  const source = arena.upload(data);
  const squared = arena.allocate(8 * data.length);
  const columns = arena.allocate(8 * data.length);
  const envelope = arena.allocate(8 * width);
  kernels.squareDistances(sampleType(data), source, squared, height, width, columns, envelope);
  return squared;
}
