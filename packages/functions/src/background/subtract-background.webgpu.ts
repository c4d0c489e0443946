import type { GpuPlane, GpuSession } from "@ohcs/context";
import { backgroundBlocks } from "@ohcs/kernels";
import { gaussianBlur } from "../filter/gaussian-blur.webgpu.ts";
import { opening } from "../filter/white-top-hat.webgpu.ts";
import { expectIntensities, isBoundWhole, rowGranule, rowsInBinding, tooNarrow } from "../webgpu/row-bands.ts";
import { releaseRows, rowsAround } from "../webgpu/rows-around.ts";
import { combineEnlarged } from "./combine-enlarged.webgpu.ts";

/**
 * The plane minus its slowly varying background, float32; values below the background stay negative. Twin of
 * `subtractBackground` of `@ohcs/kernels`: within 1e-5 of the background, which may be most of the value.
 *
 * @throws PARAMETER_INVALID unless radius ≥ 1 px, GPU_SAMPLES_UNSUPPORTED
 */
export function subtractBackground(session: GpuSession, source: GpuPlane, radius: number): GpuPlane {
  expectIntensities("subtract the background", source);
  const { factor, footprint } = backgroundBlocks(radius);
  const steps = [
    (plane: GpuPlane) => gaussianBlur(session, plane, 1),
    (plane: GpuPlane) => opening(session, plane, footprint),
    (plane: GpuPlane) => gaussianBlur(session, plane, footprint.radius / 2),
  ];
  let blocks = meanShrink(session, source, factor);
  for (const step of steps) {
    const next = step(blocks);
    session.release(blocks);
    blocks = next;
  }
  const result = combineEnlarged(session, source, blocks, factor, { name: "subtract background", operator: "-" });
  session.release(blocks);
  return result;
}

/**
 * The means of `factor × factor` blocks, float32; partial blocks at the right and lower edge average their pixels. Twin
 * of `meanShrink` of `@ohcs/kernels`, within 1e-5 for planes without negative samples.
 *
 * @throws GPU_SAMPLES_UNSUPPORTED, GPU_PLANE_TOO_LARGE if not even the rows of one block can be bound
 */
export function meanShrink(session: GpuSession, source: GpuPlane, factor: number): GpuPlane {
  expectIntensities("average blocks", source);
  const { height, width } = source;
  const result = session.allocate(Math.ceil(height / factor), Math.ceil(width / factor), "float32");
  const step = isBoundWhole(session, source) ? result.height : rowsOfBlocks(session, source, result, factor);
  for (let first = 0; first < result.height; first += step)
    averageRows(session, source, result, factor, first, Math.min(first + step, result.height));
  return result;
}

/** How many rows of blocks a kernel can process at a time. */
function rowsOfBlocks(session: GpuSession, source: GpuPlane, result: GpuPlane, factor: number): number {
  const room = rowsInBinding(session, source);
  const rows = Math.floor((room + 1 - rowGranule(source)) / factor);
  const granule = isBoundWhole(session, result) ? 1 : rowGranule(result);
  if (rows >= granule) return Math.floor(rows / granule) * granule;
  throw tooNarrow(`${room} of ${source.height} rows, and each block needs ${factor}`, source.width);
}

/** Averages the blocks of the rows from `first` until `end`. */
function averageRows(
  session: GpuSession,
  plane: GpuPlane,
  result: GpuPlane,
  factor: number,
  first: number,
  end: number,
): void {
  const from = rowsAround(session, plane, first * factor, Math.min(end * factor, plane.height));
  const to = rowsAround(session, result, first, end);
  const code = `fn compute(i: u32) {
  let left = i32(i) % ${result.width} * ${factor};
  let top = i32(i) / ${result.width} * ${factor} + ${first * factor - from.first};
  let right = min(left + ${factor}, ${plane.width});
  let bottom = min(top + ${factor}, ${from.rows.height});
  var sum = 0f;
  for (var y = top; y < bottom; y++) {
    for (var x = left; x < right; x++) { sum += source[y * ${plane.width} + x]; }
  }
  result[i + ${(first - to.first) * result.width}u] = sum / f32((right - left) * (bottom - top));
}`;
  const kernel = { name: "average blocks", reads: { source: from.rows }, writes: { result: to.rows }, code };
  session.run({ ...kernel, threads: (end - first) * result.width });
  releaseRows(session, plane, from);
  releaseRows(session, result, to);
}
