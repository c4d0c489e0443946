import type { PixelArray, Plane } from "../plane.ts";
import type { WasmKernels } from "../wasm/compiled.ts";
import { inTiles } from "../wasm/in-tiles.ts";
import { sampleType } from "../wasm/sample-type.ts";

/** Makes each sample of `result` of those of all `planes`, which have one size, by `project`. */
export function projectInTiles(
  planes: readonly Plane[],
  result: PixelArray,
  project: (kernels: WasmKernels) => WasmKernels["meanOfPlanes"],
): void {
  const like = commonType(planes);
  const samples = planes.map(({ data }) => data);
  inTiles(samples, like, result, (kernels, arena, tiles, target) => {
    const sources = arena.upload(Uint32Array.from(tiles));
    return (length) => project(kernels)(sampleType(like), sources, planes.length, target, length);
  });
}

/** Planes of several types are projected in float64. */
function commonType([first, ...others]: readonly Plane[]): PixelArray {
  const isOfFirst = ({ data }: Plane) => sampleType(data) === sampleType(first!.data);
  return others.every(isOfFirst) ? first!.data : new Float64Array(0);
}
