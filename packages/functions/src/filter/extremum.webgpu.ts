import type { GpuPlane, GpuSession } from "@ohcs/context";
import { type Footprint, footprintRows } from "@ohcs/kernels";
import { expectIntensities, inRowBands, pixelsOf } from "../webgpu/row-bands.ts";

/** The extreme to find, and its neutral element: planes hold finite samples. */
const EXTREMES = {
  min: "0x1.fffffep+127f",
  max: "-0x1.fffffep+127f",
} as const;

type Find = keyof typeof EXTREMES;

/** Neighbouring rows of a footprint with equal extent, counted from its centre row. */
interface RowBand {
  readonly first: number;
  readonly last: number;
  readonly half: number;
}

/**
 * The least or greatest sample under a flat footprint around each pixel; samples beyond the edge are ignored. Windows
 * along rows are doubled until they span half of a row of the footprint, as on the CPU, so that each row costs two
 * reads.
 */
export function extremum(session: GpuSession, plane: GpuPlane, footprint: Footprint, find: Find): GpuPlane {
  expectIntensities("apply a footprint", plane);
  const bands = bandsBySpan(footprintRows(footprint));
  return inRowBands(session, plane, footprint.radius, (rows) => extremumUnder(session, rows, bands, find));
}

type Bands = ReturnType<typeof bandsBySpan>;

function extremumUnder(session: GpuSession, plane: GpuPlane, bands: Bands, find: Find): GpuPlane {
  const result = session.allocate(plane.height, plane.width, plane.dtype);
  const longest = Math.max(...bands.keys());
  let windows = plane;
  let isFirst = true;
  for (let span = 1; span <= longest; span *= 2) {
    const rows = bands.get(span);
    if (rows !== undefined) lookUnder(session, windows, result, { find, span, rows, isFirst });
    if (rows !== undefined) isFirst = false;
    const wider = span < longest ? doubled(session, windows, span, find) : plane;
    if (windows !== plane) session.release(windows);
    windows = wider;
  }
  return result;
}

/** The bands of a footprint by the window of which two cover their rows: the largest power of two below it. */
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

/**
 * Windows of twice the span. A window of `span` is named by its centre `x` and holds what the image has of `x − span/2
 * … x + span/2 − 1`: so one whose centre would lie beyond an edge is replaced by that of the outermost pixel, which
 * does not extend further inwards.
 */
function doubled(session: GpuSession, windows: GpuPlane, span: number, find: Find): GpuPlane {
  const { height, width } = windows;
  const result = session.allocate(height, width, "float32");
  const [left, right] = span === 1 ? ["x - 1", "x"] : [`x - ${span / 2}`, `x + ${span / 2}`];
  const code = `fn compute(i: u32) {
  let x = i32(i) % ${width};
  let row = i32(i) - x;
  result[i] = ${find}(windows[row + max(${left}, 0)], windows[row + min(${right}, ${width - 1})]);
}`;
  session.run({ name: "double windows", reads: { windows }, writes: { result }, threads: pixelsOf(result), code });
  return result;
}

interface Look {
  readonly find: Find;
  readonly span: number;
  readonly rows: readonly RowBand[];
  /** The initial value. */
  readonly isFirst: boolean;
}

/** Combines the samples under these rows of the footprint with the result so far. */
function lookUnder(session: GpuSession, windows: GpuPlane, result: GpuPlane, look: Look): void {
  const { find, span, rows, isFirst } = look;
  const { height, width } = result;
  const loops = rows.map(({ first, last, half }) => {
    const ends = half === 0 ? "x, x" : `max(x - ${half - span / 2}, 0), min(x + ${half + 1 - span / 2}, ${width - 1})`;
    return `  for (var dy = ${first}; dy <= ${last}; dy++) {
    found = under(under(found, y - dy, ${ends}), y + dy, ${ends});
  }`;
  });
  const code = `fn under(found: f32, row: i32, left: i32, right: i32) -> f32 {
  if (row < 0 || row >= ${height}) { return found; }
  return ${find}(found, ${find}(windows[row * ${width} + left], windows[row * ${width} + right]));
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
