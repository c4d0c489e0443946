import type { GpuPlane, GpuSession } from "@ohcs/context";
import { expectParameter } from "@ohcs/kernels";
import { expectIntensities, inRowBands, pixelsOf } from "../webgpu/row-bands.ts";
import { reflectedIndex } from "./reflected-index.ts";

/**
 * The median of the `size × size` neighbourhood of each pixel, in the plane's sample type; edges are mirrored.
 * Twin of `medianFilter` of `@ohcs/kernels`, equal, for the sizes 3 and 5.
 *
 * @throws PARAMETER_INVALID unless `size` is 3 or 5, GPU_SAMPLES_UNSUPPORTED
 */
export function medianFilter(session: GpuSession, plane: GpuPlane, size: number): GpuPlane {
  expectParameter(size === 3 || size === 5, "take medians on a GPU", "a size of 3 or 5 px", size);
  expectIntensities("take medians", plane);
  return inRowBands(session, plane, (size - 1) / 2, (band) => medians(session, band, size));
}

function medians(session: GpuSession, plane: GpuPlane, size: number): GpuPlane {
  const { height, width, dtype } = plane;
  const result = session.allocate(height, width, dtype);
  const offsets = Array.from({ length: size }, (_, k) => k - (size - 1) / 2);
  const samples = offsets.flatMap((dy) => offsets.map((dx) => `source[row(y + ${dy}) * ${width} + column(x + ${dx})]`));
  const code = `${reflectedIndex("row", height)}
${reflectedIndex("column", width)}
fn compute(i: u32) {
  let x = i32(i) % ${width};
  let y = i32(i) / ${width};
${medianOf(samples, "median")}
  result[i] = median;
}`;
  session.run({ name: `median ${size}`, reads: { source: plane }, writes: { result }, threads: pixelsOf(plane), code });
  return result;
}

/**
 * WGSL that assigns `name` the median of an odd number of expressions, without a branch: the least and the greatest of
 * one more than half of them cannot be the median and are replaced by the next expressions.
 */
export function medianOf(expressions: readonly string[], name: string): string {
  const kept = (expressions.length + 3) / 2;
  const lines = expressions.slice(0, kept).map((expression, k) => `  var v${k} = ${expression};`);
  let places = Array.from({ length: Math.min(kept, expressions.length) }, (_, k) => k);
  for (const expression of [...expressions.slice(kept), null]) {
    lines.push(...extremesToEnds(places));
    const [least = 0, ...others] = places;
    places = others.slice(0, -1);
    if (expression === null) break;
    lines.push(`  v${least} = ${expression};`);
    places = [...places, least];
  }
  return [...lines, `  let ${name} = v${places[0] ?? 0};`].join("\n");
}

/** Exchanges after which the first place holds the least and the last the greatest. */
function extremesToEnds(places: readonly number[]): string[] {
  const last = places.length - 1;
  const toFirst = places.slice(1).map((place) => exchange(places[0] ?? 0, place));
  const toLast = places.slice(1, last).map((place) => exchange(place, places[last] ?? 0));
  return [...toFirst, ...toLast];
}

function exchange(low: number, high: number): string {
  return `  { let t = min(v${low}, v${high}); v${high} = max(v${low}, v${high}); v${low} = t; }`;
}
