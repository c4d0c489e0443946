import type { Plane } from "../../src/plane.ts";

/**
 * The squared distance in px² of each foreground pixel (not 0) to the nearest background pixel, exact; Infinity where a
 * plane has no background.
 *
 * Method: Meijster, Roerdink, Hesselink, "A general algorithm for computing distance transforms in linear time", 2000.
 */
export function squaredDistance(mask: Plane): Plane<Float64Array> {
  const { height, width } = mask;
  const columns = columnDistances(mask);
  const data = new Float64Array(columns.length);
  const envelope = new LowerEnvelope(width);
  for (let row = 0; row < data.length; row += width) {
    for (let x = 0; x < width; x++) {
      if (columns[row + x] === 0) continue;
      let end = x + 1;
      while (end < width && columns[row + end] !== 0) end++;
      // A background pixel is nearer than all that lies beyond it: each run depends on itself and its two neighbours.
      envelope.measure(columns, row, Math.max(0, x - 1), Math.min(width, end + 1), data);
      x = end;
    }
  }
  return { data, height, width };
}

/** Per pixel the distance to the nearest background pixel of its column; Infinity where the column has none. */
function columnDistances({ data, height, width }: Plane): Float64Array {
  const distances = new Float64Array(data.length);
  for (let i = 0; i < data.length; i++) {
    if (data[i] !== 0) distances[i] = i < width ? Number.POSITIVE_INFINITY : distances[i - width]! + 1;
  }
  for (let i = (height - 1) * width - 1; i >= 0; i--) {
    if (distances[i + width]! + 1 < distances[i]!) distances[i] = distances[i + width]! + 1;
  }
  return distances;
}

/** The lower envelope of the parabolas (x − u)² + g(u)² over one row, and scratch space to build it in. */
class LowerEnvelope {
  readonly #vertices: Int32Array;
  readonly #starts: Int32Array;

  constructor(width: number) {
    this.#vertices = new Int32Array(width);
    this.#starts = new Int32Array(width);
  }

  /** Writes the squared distances of the pixels `from` up to `to` of the row that begins at `row`. */
  measure(columns: Float64Array, row: number, from: number, to: number, squared: Float64Array): void {
    let last = this.#build(columns, row, from, to);
    if (last < 0) squared.fill(Number.POSITIVE_INFINITY, row + from, row + to);
    for (let x = to - 1; x >= from && last >= 0; x--) {
      const u = this.#vertices[last]!;
      const g = columns[row + u]!;
      squared[row + x] = (x - u) * (x - u) + g * g;
      if (x === this.#starts[last]) last--;
    }
  }

  /** Returns the index of the envelope's last parabola; −1 where no column of the run has background. */
  #build(columns: Float64Array, row: number, from: number, to: number): number {
    const [vertices, starts] = [this.#vertices, this.#starts];
    let last = -1;
    for (let u = from; u < to; u++) {
      const g = columns[row + u]!;
      if (g === Number.POSITIVE_INFINITY) continue;
      let start = from;
      while (last >= 0) {
        const v = vertices[last]!;
        const h = columns[row + v]!;
        // From here on the parabola of u lies below that of v.
        start = Math.floor((u * u - v * v + g * g - h * h) / (2 * (u - v))) + 1;
        if (start > starts[last]!) break;
        last--;
        start = from;
      }
      if (start >= to) continue;
      vertices[++last] = u;
      starts[last] = start;
    }
    return last;
  }
}
