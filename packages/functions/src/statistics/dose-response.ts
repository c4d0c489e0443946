import { percentileOfSorted } from "@ohcs/kernels";
import { fitHill, type HillFit, hillResponse } from "./hill-curve.ts";
import { randomFrom, resampled } from "./random.ts";
import { meanOf } from "./spread.ts";

/** A dose–response curve with the interval of its EC50, or the reason why there is none. */
export type DoseResponse =
  | {
      readonly fit: HillFit;
      /** The 95 % interval of the EC50. */
      readonly ec50Interval: readonly [low: number, high: number];
      /** The part of the responses' variance that the curve explains. */
      readonly r2: number;
      readonly withheld: null;
    }
  | { readonly withheld: string };

const FEWEST_DOSES = 4;
const PARAMETERS = 4;
const RESAMPLES = 500;
const SEED = 1;

/**
 * Fits a Hill curve to responses at doses ≥ 0. The interval holds the middle 95 % of the EC50s of 500 curves fitted to
 * the fitted responses plus residuals drawn with replacement (widened by √(n / (n − 4))). Withheld where fewer than 4
 * different positive doses or 6 wells are there, where a constant explains the responses as well by AICc, where the EC50
 * lies outside of the doses, and where its interval spans more than they do: a few odd wells can look like a response.
 *
 * Sources: Efron 1979 (bootstrap), Hurvich & Tsai 1989 (AICc).
 */
export function doseResponseOf(doses: readonly number[], responses: readonly number[]): DoseResponse {
  const positive = [...new Set(doses.filter((dose) => dose > 0))];
  if (positive.length < FEWEST_DOSES) return { withheld: `${positive.length} doses above 0, ${FEWEST_DOSES} needed` };
  const n = responses.length;
  if (n < PARAMETERS + 2) return { withheld: `${n} wells, ${PARAMETERS + 2} needed` };
  const mean = meanOf(responses);
  const variance = responses.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  if (variance === 0) return { withheld: "the same response at every dose" };
  const fit = fitHill(doses, responses);
  if (aicc(fit.squares, variance, n, PARAMETERS) >= aicc(variance, variance, n, 1))
    return { withheld: "no response to the dose: a constant fits as well" };
  if (fit.ec50 < Math.min(...positive) || fit.ec50 > Math.max(...positive))
    return { withheld: "EC50 outside of the doses" };
  const ec50Interval = intervalOf(doses, responses, fit);
  const [low, high] = ec50Interval;
  if (high / low > Math.max(...positive) / Math.min(...positive))
    return { withheld: `EC50 not determined: ${short(low)} to ${short(high)}, a wider range than the doses` };
  return { fit, ec50Interval, r2: 1 - fit.squares / variance, withheld: null };
}

function short(value: number): string {
  return String(Number(value.toPrecision(3)));
}

/** Akaike's criterion for few observations; the error's variance counts as a parameter. A floor keeps exact fits finite. */
function aicc(squares: number, scale: number, n: number, parameters: number): number {
  const k = parameters + 1;
  const penalty = n > k + 1 ? (2 * k * (k + 1)) / (n - k - 1) : Number.POSITIVE_INFINITY;
  return n * Math.log(Math.max(squares, scale * Number.EPSILON) / n) + 2 * k + penalty;
}

function intervalOf(doses: readonly number[], responses: readonly number[], fit: HillFit): readonly [number, number] {
  const n = responses.length;
  const random = randomFrom(SEED);
  const fitted = doses.map((dose) => hillResponse(fit, dose));
  const widening = Math.sqrt(n / (n - PARAMETERS));
  const residuals = responses.map((response, i) => (response - (fitted[i] ?? 0)) * widening);
  const ec50s = Float64Array.from({ length: RESAMPLES }, () => {
    const noise = resampled(residuals, random);
    const drawn = fitted.map((value, i) => value + (noise[i] ?? 0));
    return fitHill(doses, drawn, fit).ec50;
  }).sort();
  return [percentileOfSorted(ec50s, 2.5), percentileOfSorted(ec50s, 97.5)];
}
