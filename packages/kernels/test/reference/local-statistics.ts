import { expectParameter, type Plane } from "../../src/plane.ts";

/** Mean and standard deviation (of the population) of the square around each pixel. */
export interface LocalStatistics {
  readonly means: Float64Array;
  readonly deviations: Float64Array;
}

/**
 * Mean and standard deviation over a square of `window` × `window` px around each pixel, in time that does not depend on the
 * window. The plane is continued by reflection at its border pixels, `c b | a b c`, as often as needed.
 *
 * Reference: the statistics of `skimage.filters.threshold_niblack`, equal to 1e-9 of the range.
 *
 * @throws PARAMETER_INVALID unless the window is odd and at least 3.
 */
export function localStatistics({ data, height, width }: Plane, window: number): LocalStatistics {
  expectParameter(
    Number.isInteger(window) && window >= 3 && window % 2 === 1,
    "look around pixels",
    "an odd window ≥ 3 px",
    window,
  );
  const radius = (window - 1) / 2;
  const area = window * window;
  // Squares are summed around a value of the plane: the variance of a small spread on a high level keeps its digits.
  const origin = data[data.length >> 1] ?? 0;
  const sums = new Float64Array(width);
  const squares = new Float64Array(width);
  const addRow = (y: number, sign: number) => {
    const row = mirrored(y, height) * width;
    for (let x = 0; x < width; x++) {
      const value = data[row + x]! - origin;
      sums[x] = sums[x]! + sign * value;
      squares[x] = squares[x]! + sign * value * value;
    }
  };
  const means = new Float64Array(data.length);
  const deviations = new Float64Array(data.length);
  for (let y = -radius; y < radius; y++) addRow(y, 1);
  for (let y = 0; y < height; y++) {
    addRow(y + radius, 1);
    let [sum, square] = [0, 0];
    for (let x = -radius; x < radius; x++) {
      const at = mirrored(x, width);
      sum += sums[at]!;
      square += squares[at]!;
    }
    for (let x = 0; x < width; x++) {
      const [entering, leaving] = [mirrored(x + radius, width), mirrored(x - radius, width)];
      sum += sums[entering]!;
      square += squares[entering]!;
      const mean = sum / area;
      means[y * width + x] = mean + origin;
      deviations[y * width + x] = Math.sqrt(Math.max(0, square / area - mean * mean));
      sum -= sums[leaving]!;
      square -= squares[leaving]!;
    }
    addRow(y - radius, -1);
  }
  return { means, deviations };
}

/** Where index `i` falls when the axis is mirrored at its first and last sample, which are not repeated. */
function mirrored(i: number, length: number): number {
  if (i >= 0 && i < length) return i;
  const period = Math.max(1, 2 * length - 2);
  const wrapped = ((i % period) + period) % period;
  return wrapped < length ? wrapped : period - wrapped;
}
