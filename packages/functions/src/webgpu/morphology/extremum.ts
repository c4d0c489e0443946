import type { GpuPlane, GpuSession } from "@ohcs/context";
import { type Footprint, footprintRows } from "../../kernels/morphology/footprint.ts";
import { expectIntensities } from "../expect-samples.ts";
import { pixelsOf } from "../pixels-of.ts";

/** Which extreme is looked for, and what never is one: planes hold finite samples. */
const EXTREMES = {
  min: "0x1.fffffep+127f",
  max: "-0x1.fffffep+127f",
} as const;

/** Neighbouring rows of a footprint that reach equally far, counted from its centre row. */
interface RowBand {
  readonly first: number;
  readonly last: number;
  readonly half: number;
}

/**
 * The least or greatest sample under a flat footprint around each pixel; samples beyond the edge do not count. Windows along
 * rows are doubled until they span half of a row of the footprint, as on the CPU, so that each row costs two reads.
 */
export function extremum(session: GpuSession, plane: GpuPlane, footprint: Footprint, find: "min" | "max"): GpuPlane {
  expectIntensities("look under a footprint", plane);
  const { height, width, dtype } = plane;
  const bands = bandsBySpan(footprintRows(footprint));
  const result = session.allocate(height, width, dtype);
  const shape = { find, margin: footprint.radius, stride: width + 2 * footprint.radius };
  let windows = padded(session, plane, shape);
  const longest = Math.max(...bands.keys());
  let isFirst = true;
  for (let span = 1; span <= longest; span *= 2) {
    const rows = bands.get(span);
    if (rows !== undefined) lookUnder(session, windows, result, { ...shape, span, rows, isFirst });
    if (rows !== undefined) isFirst = false;
    if (span < longest) windows = doubled(session, windows, span, shape);
  }
  session.release(windows);
  return result;
}

interface Shape {
  readonly find: "min" | "max";
  /** Columns on either side that hold no sample. */
  readonly margin: number;
  readonly stride: number;
}

/** The bands of a footprint by the window that covers their rows when laid twice: the largest power of two below it. */
function bandsBySpan(halves: readonly number[]): ReadonlyMap<number, readonly RowBand[]> {
  const bands = new Map<number, RowBand[]>();
  for (let first = 0; first < halves.length; ) {
    const half = halves[first] ?? 0;
    const last = halves.lastIndexOf(half);
    const span = half === 0 ? 1 : 2 ** Math.floor(Math.log2(2 * half));
    bands.set(span, [...(bands.get(span) ?? []), { first, last, half }]);
    first = last + 1;
  }
  return bands;
}

/** The samples between columns that never are the extreme. */
function padded(session: GpuSession, source: GpuPlane, { find, margin, stride }: Shape): GpuPlane {
  const result = session.allocate(source.height, stride, "float32");
  const code = `fn compute(i: u32) {
  let x = i32(i) % ${stride} - ${margin};
  let inside = x >= 0 && x < ${source.width};
  let at = i32(i) / ${stride} * ${source.width} + clamp(x, 0, ${source.width - 1});
  result[i] = select(${EXTREMES[find]}, source[at], inside);
}`;
  session.run({ name: "pad rows", reads: { source }, writes: { result }, threads: pixelsOf(result), code });
  return result;
}

/** Windows of twice the span, each named by its first sample; takes the place of `windows`. */
function doubled(session: GpuSession, windows: GpuPlane, span: number, { find, stride }: Shape): GpuPlane {
  const result = session.allocate(windows.height, stride, "float32");
  const code = `fn compute(i: u32) {
  let other = select(i, i + ${span}u, i % ${stride}u + ${span}u < ${stride}u);
  result[i] = ${find}(windows[i], windows[other]);
}`;
  session.run({ name: "double windows", reads: { windows }, writes: { result }, threads: pixelsOf(result), code });
  session.release(windows);
  return result;
}

interface Look extends Shape {
  readonly span: number;
  readonly rows: readonly RowBand[];
  /** Nothing has been found yet. */
  readonly isFirst: boolean;
}

/** Adds what lies under these rows of the footprint to what was found. */
function lookUnder(session: GpuSession, windows: GpuPlane, result: GpuPlane, look: Look): void {
  const { find, margin, stride, span, rows, isFirst } = look;
  const { height, width } = result;
  const loops = rows.map(({ first, last, half }) => {
    const ends = `x + ${margin - half}, x + ${margin + half + 1 - span}`;
    return `  for (var dy = ${first}; dy <= ${last}; dy++) {
    found = under(under(found, y - dy, ${ends}), y + dy, ${ends});
  }`;
  });
  const code = `fn under(found: f32, row: i32, left: i32, right: i32) -> f32 {
  if (row < 0 || row >= ${height}) { return found; }
  return ${find}(found, ${find}(windows[row * ${stride} + left], windows[row * ${stride} + right]));
}
fn compute(i: u32) {
  let x = i32(i) % ${width};
  let y = i32(i) / ${width};
  var found = ${isFirst ? EXTREMES[find] : "result[i]"};
${loops.join("\n")}
  result[i] = found;
}`;
  session.run({ name: `${find} of rows`, reads: { windows }, writes: { result }, threads: pixelsOf(result), code });
}
