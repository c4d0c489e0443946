import type { GpuPlane, GpuSession } from "@ohcs/context";
import type { Point } from "../../kernels/plane.ts";
import { correlationSize, highest } from "../../kernels/stitching/phase-correlation.ts";
import { expectIntensities } from "../expect-samples.ts";
import { meanOf } from "../intensity/mean-of.ts";
import { pixelsOf } from "../pixels-of.ts";
import { transform } from "./fourier.ts";

/**
 * The most likely shifts of `moved` against `fixed` (content at `p` in `fixed` lies at `p − shift` in `moved`), whole px, best
 * first, at most `count`, each component within ±`reach`. Both planes have one size. Only the surface within reach is downloaded.
 * Twin of `phaseCorrelation` of `@ohcs/functions/kernels`, which transforms in float64: shifts that are nearly as likely as each
 * other can change places.
 *
 * @throws GPU_SAMPLES_UNSUPPORTED, and what a download throws
 */
export async function phaseCorrelation(
  session: GpuSession,
  fixed: GpuPlane,
  moved: GpuPlane,
  reach: number,
  count: number,
): Promise<Point[]> {
  expectIntensities("correlate", fixed, moved);
  const { height, width, farthest } = correlationSize(fixed, reach);
  const [a, b] = [fixed, moved].map((plane) => transform(session, centred(session, plane, height, width)));
  if (a === undefined || b === undefined) return [];
  crossPower(session, a, b);
  session.release(b);
  const surface = transform(session, a, true);
  const near = within(session, surface, farthest);
  session.release(surface);
  const { data } = await session.download(near);
  session.release(near);
  return highest((y, x) => data[(y + farthest) * near.width + x + farthest] ?? 0, farthest, count);
}

/** The plane minus its mean, padded with zeros, as complex samples. */
function centred(session: GpuSession, source: GpuPlane, height: number, width: number): GpuPlane {
  const mean = meanOf(session, source);
  const result = session.allocate(height, 2 * width, "float32");
  const code = `fn compute(i: u32) {
  let x = i % ${width}u;
  let y = i / ${width}u;
  let inside = x < ${source.width}u && y < ${source.height}u;
  let at = select(0u, y * ${source.width}u + x, inside);
  result[2u * i] = select(0f, source[at] - mean[0], inside);
  result[2u * i + 1u] = 0f;
}`;
  session.run({ name: "centre", reads: { source, mean }, writes: { result }, threads: height * width, code });
  session.release(mean);
  return result;
}

/** a · conj(b), each frequency scaled to the square root of its magnitude: written over `a`. */
function crossPower(session: GpuSession, a: GpuPlane, b: GpuPlane): void {
  // The square of the product could exceed float32, that of either factor does not.
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
