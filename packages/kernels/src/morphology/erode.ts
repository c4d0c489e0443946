import type { PixelArray, Plane } from "../plane.ts";
import { type Arena, inArena } from "../wasm/arena.ts";
import { sampleType } from "../wasm/sample-type.ts";
import type { WasmKernels } from "../wasm/wasm-kernels.ts";
import { type Footprint, footprintRows } from "./footprint.ts";
import { type LineFootprint, linePixels } from "./line.ts";

/** What morphology looks through. */
export type AnyFootprint = Footprint | LineFootprint;

/**
 * The minimum over a flat footprint around each pixel; samples beyond the edge are ignored. Samples must not be NaN.
 *
 * Reference: `skimage.morphology.erosion`, equal (mirrored samples always lie inside a convex symmetric footprint, but for lines: with
 * these it is `mode="ignore"`).
 */
export function erode<T extends PixelArray>(plane: Plane<T>, footprint: AnyFootprint): Plane<T> {
  return extremes(plane, "minimum", footprint);
}

/** The maximum over a flat footprint around each pixel. Reference: `skimage.morphology.dilation`, equal. */
export function dilate<T extends PixelArray>(plane: Plane<T>, footprint: AnyFootprint): Plane<T> {
  return extremes(plane, "maximum", footprint);
}

function extremes<T extends PixelArray>(plane: Plane<T>, choice: Extreme, footprint: AnyFootprint): Plane<T> {
  const { data, height, width } = plane;
  return inArena((kernels, arena) => {
    const source = arena.upload(data);
    const target = arena.allocate(data.byteLength);
    new Extremes(kernels, arena, plane, footprint).compute(choice, source, target);
    return { data: arena.download(target, data), height, width };
  });
}

export type Extreme = "minimum" | "maximum";

/** Minima and maxima of planes in memory of WebAssembly, of one size and type, over one footprint. */
export class Extremes {
  readonly #kernels: WasmKernels;
  readonly #plane: Plane;
  /** How many pixels of a line lie at `halves`; 0 for rows of other footprints. */
  readonly #pixels: number = 0;
  readonly #halves: number;
  readonly #radius: number = 0;
  readonly #scratch: number = 0;

  constructor(kernels: WasmKernels, arena: Arena, plane: Plane, footprint: AnyFootprint) {
    this.#kernels = kernels;
    this.#plane = plane;
    if (footprint.shape === "line") {
      const pixels = linePixels(footprint).flatMap(({ x, y }) => [x, y]);
      this.#halves = arena.upload(Int32Array.from(pixels));
      this.#pixels = pixels.length / 2;
      return;
    }
    const rows = Int32Array.from(footprintRows(footprint));
    const { BYTES_PER_ELEMENT: bytes } = plane.data;
    this.#halves = arena.upload(rows);
    this.#radius = rows.length - 1;
    this.#scratch = arena.allocate(
      kernels.extremeScratch(plane.width * bytes, bytes, this.#halves, this.#radius) >>> 0,
    );
  }

  compute(choice: Extreme, source: number, target: number): void {
    const { data, height, width } = this.#plane;
    const isMaximum = choice === "maximum";
    const [halves, radius, pixels] = [this.#halves, this.#radius, this.#pixels];
    const type = sampleType(data);
    if (pixels > 0) {
      this.#kernels.scatteredExtremes(type, isMaximum, source, target, height, width, halves, pixels);
      return;
    }
    const beyond = isMaximum ? leastOf(data) : greatestOf(data);
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
