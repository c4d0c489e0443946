import type { GpuPlane, GpuSession } from "@ohcs/context";
import { centred, correlationSize, highest, type Peak, type Plane } from "@ohcs/kernels";
import { pixelsOf } from "../webgpu/row-bands.ts";
import { transform, uploadRoots } from "./fourier.webgpu.ts";

/**
 * The most likely shifts of `moved` against `fixed` (content at `p` in `fixed` lies at `p − shift` in `moved`), whole
 * px, best first, at most `count`, each component within ±`reach`, with their likelihood, up to an unknown factor. Both
 * planes have the same size. Only the surface within reach is downloaded. Twin of `phaseCorrelation` of
 * `@ohcs/kernels`, which transforms in float64: nearly equally likely shifts may be in another order.
 *
 * Planes are on the CPU, where they are padded, so that all overlaps of a mosaic, which differ in size, share
 * pipelines.
 *
 * @throws GPU_PLANE_TOO_LARGE, and errors of a download
 */
export async function phaseCorrelation(
  session: GpuSession,
  fixed: Plane,
  moved: Plane,
  reach: number,
  count: number,
): Promise<Peak[]> {
  const { height, width, farthest } = correlationSize(fixed, reach);
  const roots = uploadRoots(session, height, width);
  const a = transform(session, padded(session, fixed, height, width), roots);
  const b = transform(session, padded(session, moved, height, width), roots);
  crossPower(session, a, b);
  session.release(b);
  const surface = transform(session, a, roots, true);
  const near = within(session, surface, farthest);
  session.release(surface, roots.rows, roots.columns);
  const { data } = await session.download(near);
  session.release(near);
  return highest((y, x) => data[(y + farthest) * near.width + x + farthest] ?? 0, farthest, count);
}

/**
 * The plane minus its mean, scaled to ±1, so that no square overflows float32, and padded with zeros, as complex
 * samples.
 */
function padded(session: GpuSession, plane: Plane, height: number, width: number): GpuPlane {
  const samples = centred(plane, height, width);
  const largest = samples.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
  const source = session.upload({ data: Float32Array.from(samples, (value) => value / (largest || 1)), height, width });
  const result = session.allocate(height, 2 * width, "float32");
  const code = `fn compute(i: u32) {
  result[2u * i] = source[i];
  result[2u * i + 1u] = 0f;
}`;
  session.run({ name: "complex", reads: { source }, writes: { result }, threads: height * width, code });
  session.release(source);
  return result;
}

/** a · conj(b), each frequency scaled to the square root of its magnitude: written over `a`. */
function crossPower(session: GpuSession, a: GpuPlane, b: GpuPlane): void {
  const code = `fn compute(i: u32) {
  let p = vec2f(a[2u * i], a[2u * i + 1u]);
  let q = vec2f(b[2u * i], b[2u * i + 1u]);
  let root = sqrt(sqrt(dot(p, p)) * sqrt(dot(q, q)));
  let power = vec2f(dot(p, q), p.y * q.x - p.x * q.y);
  let scaled = select(vec2f(0f), power / root, root > 0f);
  a[2u * i] = scaled.x;
  a[2u * i + 1u] = scaled.y;
}`;
  session.run({ name: "cross power", reads: { b }, writes: { a }, threads: pixelsOf(a) / 2, code });
}

/** The real part of a surface at the shifts within ±`reach`, from the upper left. */
function within(session: GpuSession, surface: GpuPlane, reach: number): GpuPlane {
  const side = 2 * reach + 1;
  const [height, width] = [surface.height, surface.width / 2];
  const result = session.allocate(side, side, "float32");
  const code = `fn compute(i: u32) {
  let x = (i % ${side}u + ${width - reach}u) % ${width}u;
  let y = (i / ${side}u + ${height - reach}u) % ${height}u;
  result[i] = surface[2u * (y * ${width}u + x)];
}`;
  session.run({ name: "near shifts", reads: { surface }, writes: { result }, threads: side * side, code });
  return result;
}
