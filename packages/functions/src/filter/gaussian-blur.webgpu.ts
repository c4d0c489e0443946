import type { GpuPlane, GpuSession } from "@ohcs/context";
import { expectParameter, gaussianKernel } from "@ohcs/kernels";
import { expectIntensities, inRowBands, pixelsOf } from "../webgpu/row-bands.ts";
import { reflectedIndex } from "./reflected-index.ts";

/**
 * The widest kernel with weights as constants in the code. Constants are several times faster than weights that are
 * read, but software drivers take seconds to compile hundreds of constants.
 */
const MOST_CONSTANTS = 32;

/**
 * The plane convolved with a Gaussian of standard deviation `sigma` px, cut off at `truncate` sigmas, as float32; edges are
 * mirrored. Twin of `gaussianBlur` of `@ohcs/kernels`, which sums in float64: within 1e-5 of the value for planes
 * without negative samples.
 *
 * @throws PARAMETER_INVALID for a negative sigma; 0 returns the values unchanged. GPU_SAMPLES_UNSUPPORTED
 */
export function gaussianBlur(session: GpuSession, plane: GpuPlane, sigma: number, truncate = 4): GpuPlane {
  expectParameter(sigma >= 0 && sigma < Number.POSITIVE_INFINITY, "blur", "sigma ≥ 0 px", sigma);
  expectIntensities("blur", plane);
  const half = sigma === 0 ? Float64Array.of(1) : gaussianKernel(sigma, truncate);
  return inRowBands(session, plane, half.length - 1, (band) => blurred(session, band, sigma, half));
}

function blurred(session: GpuSession, plane: GpuPlane, sigma: number, half: Float64Array): GpuPlane {
  const weights = half.length - 1 > MOST_CONSTANTS ? gaussianWeights(session, sigma, half) : null;
  const sumOf = (at: TapPlaces) => (weights === null ? constantTaps(half, at) : readTaps(half, at));
  const columns = convolved(session, plane, weights, "y", sumOf);
  const rows = convolved(session, columns, weights, "x", sumOf);
  session.release(columns, ...(weights === null ? [] : [weights]));
  return rows;
}

/** WGSL for the indexes of the two samples at distance `k` from the pixel. */
type TapPlaces = (k: string | number) => readonly [before: string, after: string];

/** Convolved along one axis. */
function convolved(
  session: GpuSession,
  source: GpuPlane,
  weights: GpuPlane | null,
  axis: "x" | "y",
  sumOf: (at: TapPlaces) => string,
): GpuPlane {
  const { height, width } = source;
  const result = session.allocate(height, width, "float32");
  const at = (place: string) =>
    axis === "x" ? `y * ${width} + reflected(${place})` : `reflected(${place}) * ${width} + x`;
  const code = `${reflectedIndex("reflected", axis === "x" ? width : height)}
fn compute(i: u32) {
  let x = i32(i) % ${width};
  let y = i32(i) / ${width};
  var sum = 0f;
${sumOf((k) => [at(`${axis} - ${k}`), at(`${axis} + ${k}`)])}
  result[i] = sum;
}`;
  const reads = weights === null ? { source } : { source, weights };
  session.run({ name: `blur ${axis}`, reads, writes: { result }, threads: pixelsOf(source), code });
  return result;
}

/** The sum with each weight written out, the smallest first. */
function constantTaps(half: Float64Array, at: TapPlaces): string {
  const sums = Array.from(half, (weight, k) => {
    const [before, after] = at(k);
    const samples = k === 0 ? "source[i]" : `(source[${before}] + source[${after}])`;
    return `  sum += ${Math.fround(weight)}f * ${samples};`;
  });
  return sums.toReversed().join("\n");
}

/** The same sum with weights that are read. */
function readTaps(half: Float64Array, at: TapPlaces): string {
  const [before, after] = at("k");
  return `  for (var k = ${half.length - 1}; k > 0; k--) { sum += weights[k] * (source[${before}] + source[${after}]); }
  sum += weights[0] * source[i];`;
}

/**
 * The weights of the right half of a Gaussian, computed on the device, so that a chain uploads nothing but images. WGSL
 * guarantees an exponential within 3 + 2·|x| units in the last place: 3e-6 of a weight four sigmas out.
 */
function gaussianWeights(session: GpuSession, sigma: number, half: Float64Array): GpuPlane {
  const weights = session.allocate(1, half.length, "float32");
  const factor = Math.fround(-0.5 / (sigma * sigma));
  const code = `fn compute(i: u32) {
  weights[i] = ${Math.fround(half[0] ?? 1)}f * exp(f32(i * i) * ${factor}f);
}`;
  session.run({ name: "weights", writes: { weights }, threads: half.length, code });
  return weights;
}
