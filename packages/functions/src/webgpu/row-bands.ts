import type { GpuPlane, GpuSession } from "@ohcs/context";
import { fail } from "../errors.ts";
import { pixelsOf } from "./pixels-of.ts";

/** Bands begin where a device can bind them: at a multiple of so many samples. */
const ALIGNMENT = 64;

/**
 * Computes a result of one size with `source` of which each pixel depends on none that is more than `halo` rows away: at once, or
 * band by band where a kernel cannot take the whole. Each band is computed with the rows around it, as if it were a plane.
 *
 * @throws GPU_PLANE_TOO_LARGE where not even a few rows and their halo can be bound
 */
export function inRowBands(
  session: GpuSession,
  source: GpuPlane,
  halo: number,
  compute: (band: GpuPlane) => GpuPlane,
): GpuPlane {
  const { height, width } = source;
  if (pixelsOf(source) * 4 <= session.maxBindingBytes) return compute(source);
  const { granule, rows } = bandsFor(session, source, halo);
  let result: GpuPlane | null = null;
  for (let first = 0; first < height; first += rows) {
    const count = Math.min(rows, height - first);
    const top = Math.max(0, Math.floor((first - halo) / granule) * granule);
    const band = session.rowsOf(source, top, Math.min(height, first + count + halo) - top);
    const computed = compute(band);
    result ??= session.allocate(height, width, computed.dtype);
    const kept = session.rowsOf(result, first, count);
    const code = `fn compute(i: u32) { kept[i] = computed[i + ${(first - top) * width}u]; }`;
    session.run({ name: "keep rows", reads: { computed }, writes: { kept }, threads: pixelsOf(kept), code });
    session.release(band, computed, kept);
  }
  return result ?? compute(source);
}

/** Planes of one size for kernels that work pixel by pixel: as they are, or the same rows of each in turn. */
export function* sameRowsOf<Planes extends readonly GpuPlane[]>(
  session: GpuSession,
  ...planes: Planes
): Generator<Planes> {
  const [first] = planes;
  if (first === undefined || pixelsOf(first) * 4 <= session.maxBindingBytes) {
    yield planes;
    return;
  }
  const { rows } = bandsFor(session, first, 0);
  for (let top = 0; top < first.height; top += rows) {
    const bands = planes.map((plane) => session.rowsOf(plane, top, Math.min(rows, first.height - top)));
    yield bands as unknown as Planes;
    session.release(...bands);
  }
}

/** How many rows a band has without its halo, and of how many they are a multiple. */
function bandsFor(session: GpuSession, { height, width }: GpuPlane, halo: number) {
  const granule = ALIGNMENT / commonDivisor(ALIGNMENT, width);
  const most = Math.floor(session.maxBindingBytes / 4 / Math.max(1, width));
  // The halo above begins at a multiple, too.
  const rows = Math.floor((most - 2 * halo - (halo === 0 ? 0 : granule)) / granule) * granule;
  if (rows > 0) return { granule, rows };
  const room = `${most} rows of ${height}, and ${halo} more on either side of each`;
  throw fail("GPU_PLANE_TOO_LARGE", `Cannot work on rows of ${width} px: expected more room in a binding, got ${room}`);
}

function commonDivisor(a: number, b: number): number {
  return b === 0 ? a : commonDivisor(b, a % b);
}
