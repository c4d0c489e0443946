import type { PixelArray, Plane } from "../plane.ts";
import type { Arena } from "../wasm/arena.ts";
import type { WasmKernels } from "../wasm/compiled.ts";
import { computePlane } from "../wasm/compute-plane.ts";
import { sampleType } from "../wasm/sample-type.ts";
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
  return computePlane(plane.data, plane, (kernels, arena, target) => {
    new Extremes(kernels, arena, plane, footprint).compute(choice, arena.read(plane.data), target);
  });
}

export type Extreme = "minimum" | "maximum";

/** Minima and maxima of planes in memory of WebAssembly, of one size and type, over one footprint. */
export class Extremes {
  readonly #kernels: WasmKernels;
  readonly #plane: Plane;
  readonly #footprint: number;
  readonly #scratch: number;

  constructor(kernels: WasmKernels, arena: Arena, plane: Plane, footprint: AnyFootprint) {
    this.#kernels = kernels;
    this.#plane = plane;
    const { BYTES_PER_ELEMENT: bytes } = plane.data;
    this.#footprint = arena.upload(storedFootprint(footprint));
    this.#scratch = arena.allocate(kernels.extremeScratch(plane.width * bytes, bytes, this.#footprint) >>> 0);
  }

  compute(choice: Extreme, source: number, target: number): void {
    const { data, height, width } = this.#plane;
    const isMaximum = choice === "maximum";
    const beyond = isMaximum ? leastOf(data) : greatestOf(data);
    const [type, footprint, scratch] = [sampleType(data), this.#footprint, this.#scratch];
    this.#kernels.extremePlane(type, isMaximum, source, target, height, width, footprint, beyond, scratch);
  }
}

/** A footprint as `assembly/morphology.ts` reads it. */
function storedFootprint(footprint: AnyFootprint): Int32Array {
  const rows = footprint.shape === "line" ? rowsOfLine(footprint) : rowsOfShape(footprint);
  const kinds = [...new Set(rows.map(({ length }) => length))].map((length) => {
    const starts = rows.flatMap((row) => (row.length === length ? [row.start] : []));
    return { length, first: Math.min(...starts), span: Math.max(...starts) - Math.min(...starts) };
  });
  const reach = Math.max(...rows.map(({ start, length }) => Math.max(-start, start + length - 1)));
  const longest = Math.max(...kinds.map(({ length }) => length));
  const widest = Math.max(...kinds.map(({ span }) => span));
  return Int32Array.from([
    (rows.length - 1) / 2,
    reach,
    kinds.length,
    longest,
    widest,
    ...kinds.flatMap(({ length, first, span }) => [length, first, span]),
    ...rows.flatMap(({ length, start }) => {
      const kind = kinds.findIndex((one) => one.length === length);
      return [kind, start - kinds[kind]!.first];
    }),
  ]);
}

/** The pixels of a footprint in one row, from the leftmost on. */
interface FootprintRow {
  readonly start: number;
  readonly length: number;
}

function rowsOfShape(footprint: Footprint): FootprintRow[] {
  const halves = footprintRows(footprint);
  return [...halves.slice(1).toReversed(), ...halves].map((half) => ({ start: -half, length: 2 * half + 1 }));
}

function rowsOfLine(footprint: LineFootprint): FootprintRow[] {
  const rows = new Map<number, number[]>();
  for (const { x, y } of linePixels(footprint)) rows.set(y, [...(rows.get(y) ?? []), x]);
  return [...rows].sort(([a], [b]) => a - b).map(([, xs]) => ({ start: Math.min(...xs), length: xs.length }));
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
