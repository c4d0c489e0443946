import type { PixelArray, Plane } from "../plane.ts";
import { type Arena, inArena } from "../wasm/arena.ts";
import { sampleType } from "../wasm/sample-type.ts";
import type { WasmKernels } from "../wasm/wasm-kernels.ts";
import { type Footprint, footprintRows } from "./footprint.ts";

/**
 * The minimum over a flat footprint around each pixel; samples beyond the edge are ignored. Samples must not be NaN.
 *
 * Reference: `skimage.morphology.erosion`, equal (mirrored samples always lie inside a convex symmetric footprint).
 */
export function erode<T extends PixelArray>(plane: Plane<T>, footprint: Footprint): Plane<T> {
  return extremes(plane, "minimum", footprint);
}

/** The maximum over a flat footprint around each pixel. Reference: `skimage.morphology.dilation`, equal. */
export function dilate<T extends PixelArray>(plane: Plane<T>, footprint: Footprint): Plane<T> {
  return extremes(plane, "maximum", footprint);
}

function extremes<T extends PixelArray>(plane: Plane<T>, choice: Extreme, footprint: Footprint): Plane<T> {
  const { data, height, width } = plane;
  return inArena((kernels, arena) => {
    const source = arena.upload(data);
    const target = arena.allocate(data.byteLength);
    new Extremes(kernels, arena, plane, footprint).compute(choice, source, target);
    return { data: arena.download(target, data), height, width };
  });
}

type Extreme = "minimum" | "maximum";

/** Minima and maxima of planes in memory of WebAssembly, of one size and type, over one footprint. */
export class Extremes {
  readonly #kernels: WasmKernels;
  readonly #plane: Plane;
  readonly #halves: number;
  readonly #radius: number;
  readonly #scratch: number;

  constructor(kernels: WasmKernels, arena: Arena, plane: Plane, footprint: Footprint) {
    const rows = Int32Array.from(footprintRows(footprint));
    const { BYTES_PER_ELEMENT: bytes } = plane.data;
    this.#kernels = kernels;
    this.#plane = plane;
    this.#halves = arena.upload(rows);
    this.#radius = rows.length - 1;
    this.#scratch = arena.allocate(
      kernels.extremeScratch(plane.width * bytes, bytes, this.#halves, this.#radius) >>> 0,
    );
  }

  compute(choice: Extreme, source: number, target: number): void {
    const { data, height, width } = this.#plane;
    const isMaximum = choice === "maximum";
    const [halves, radius] = [this.#halves, this.#radius];
    const beyond = isMaximum ? leastOf(data) : greatestOf(data);
    const type = sampleType(data);
    this.#kernels.extremePlane(type, isMaximum, source, target, height, width, halves, radius, beyond, this.#scratch);
  }
}

function greatestOf(data: PixelArray): number {
  if (data instanceof Float32Array || data instanceof Float64Array) return Number.POSITIVE_INFINITY;
  if (data instanceof Int32Array) return 2 ** 31 - 1;
  return 2 ** (8 * data.BYTES_PER_ELEMENT) - 1;
}

function leastOf(data: PixelArray): number {
  if (data instanceof Float32Array || data instanceof Float64Array) return Number.NEGATIVE_INFINITY;
  return data instanceof Int32Array ? -(2 ** 31) : 0;
}
