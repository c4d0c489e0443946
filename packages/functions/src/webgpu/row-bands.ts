import type { GpuPlane, GpuSession } from "@ohcs/context";
import { fail } from "../errors.ts";

/** A device binds ranges that begin at a multiple of this many samples. */
const ALIGNMENT = 64;

/**
 * Computes a result of the size of `source` whose pixels depend on at most `halo` rows around them: at once, or band by
 * band if a kernel cannot bind the whole. Each band is computed with the rows around it, as if it were a plane.
 *
 * @throws GPU_PLANE_TOO_LARGE if not even a few rows and their halo can be bound
 */
export function inRowBands(
  session: GpuSession,
  source: GpuPlane,
  halo: number,
  compute: (band: GpuPlane) => GpuPlane,
): GpuPlane {
  const { height, width } = source;
  if (isBoundWhole(session, source)) return compute(source);
  const { step, above, rows } = bandsFor(session, source, halo);
  let result: GpuPlane | null = null;
  for (let first = 0; first < height; first += step) {
    const top = Math.min(Math.max(0, first - above), height - rows);
    const band = session.rowsOf(source, top, rows);
    const computed = compute(band);
    result ??= session.allocate(height, width, computed.dtype);
    const kept = session.rowsOf(result, first, Math.min(step, height - first));
    const code = `fn compute(i: u32) { kept[i] = computed[i + ${(first - top) * width}u]; }`;
    session.run({ name: "keep rows", reads: { computed }, writes: { kept }, threads: pixelsOf(kept), code });
    session.release(band, computed, kept);
  }
  return result ?? compute(source);
}

/** Planes of equal size for pixel-wise kernels: whole, or the same rows of each in turn. */
export function* sameRowsOf<Planes extends readonly GpuPlane[]>(
  session: GpuSession,
  ...planes: Planes
): Generator<Planes> {
  const [first] = planes;
  if (first === undefined || isBoundWhole(session, first)) {
    yield planes;
    return;
  }
  const { step } = bandsFor(session, first, 0);
  for (let top = 0; top < first.height; top += step) {
    const bands = planes.map((plane) => session.rowsOf(plane, top, Math.min(step, first.height - top)));
    yield bands as unknown as Planes;
    session.release(...bands);
  }
}

/**
 * Bands that serve `step` rows each, begin `above` rows before these, and have `rows` with their halo: all equal, so
 * that buffers and pipelines are reused. The first begins, and the last ends, with the plane.
 */
function bandsFor(session: GpuSession, plane: GpuPlane, halo: number) {
  const { height, width } = plane;
  const granule = rowGranule(plane);
  const above = Math.ceil(halo / granule) * granule;
  // The last also begins at a multiple of the granule, so that the height has the same remainder as the plane's.
  const around = above + halo + modulo(height - above - halo, granule);
  const room = rowsInBinding(session, plane);
  const most = Math.floor((room - around) / granule) * granule;
  if (most <= 0) throw tooNarrow(`${room} of ${height} rows, and each needs ${halo} more on either side`, width);
  const count = Math.ceil(height / most);
  const step = Math.ceil(height / count / granule) * granule;
  return { step, above, rows: step + around };
}

function modulo(a: number, b: number): number {
  return ((a % b) + b) % b;
}

/** How many pixels a plane has. */
export function pixelsOf({ height, width }: GpuPlane): number {
  return height * width;
}

/**
 * @throws GPU_SAMPLES_UNSUPPORTED for uint32: intensity kernels compute in float32, which does not represent 32-bit
 * integers.
 */
export function expectIntensities(subject: string, ...planes: readonly GpuPlane[]): void {
  if (planes.every(({ dtype }) => dtype !== "uint32")) return;
  throw fail("GPU_SAMPLES_UNSUPPORTED", `Cannot ${subject}: expected uint8, uint16 or float32, got uint32`);
}

/** Can a kernel bind the whole plane? */
export function isBoundWhole({ maxBindingBytes }: GpuSession, plane: GpuPlane): boolean {
  return pixelsOf(plane) * 4 <= maxBindingBytes;
}

/** How many rows of a plane a kernel can bind. */
export function rowsInBinding({ maxBindingBytes }: GpuSession, { width }: GpuPlane): number {
  return Math.floor(maxBindingBytes / 4 / Math.max(1, width));
}

/** Rows of a plane can be bound from a multiple of this number. */
export function rowGranule({ width }: GpuPlane): number {
  return ALIGNMENT / commonDivisor(ALIGNMENT, width);
}

/** The error with the number of rows that fit, and the number needed. */
export function tooNarrow(room: string, width: number): Error {
  return fail("GPU_PLANE_TOO_LARGE", `Cannot process rows of ${width} px: a binding holds ${room}`);
}

function commonDivisor(a: number, b: number): number {
  return b === 0 ? a : commonDivisor(b, a % b);
}
