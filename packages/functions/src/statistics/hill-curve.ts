/** The Hill curve: E = E₀ + (E∞ − E₀) / (1 + (EC50 / dose)^hill). */
export interface HillCurve {
  /** Response without compound. */
  readonly e0: number;
  /** Response at infinite dose; below `e0` for an inhibitor. */
  readonly eInf: number;
  /** Dose of half the effect, in the unit of the doses. */
  readonly ec50: number;
  /** Steepness, 0.1 … 10. */
  readonly hill: number;
}

/** A fitted curve and what it leaves unexplained. */
export interface HillFit extends HillCurve {
  /** Sum of squared residuals. */
  readonly squares: number;
}

/** E₀, E∞, log₁₀ EC50, ln hill */
type Parameters = readonly [number, number, number, number];

interface Candidate {
  readonly parameters: Parameters;
  readonly squares: number;
}

/** Unknowns of the normal equations, and members of one of them. */
const SIZE = 4;
const WIDTH = 5;

const STEEPEST = Math.log(10);
const MOST_STEPS = 200;
const ENOUGH = 1e-10;
const LARGEST_DAMPING = 1e10;

/** The response of a curve to `dose` ≥ 0. */
export function hillResponse({ e0, eInf, ec50, hill }: HillCurve, dose: number): number {
  return e0 + (eInf - e0) * (dose > 0 ? 1 / (1 + (ec50 / dose) ** hill) : 0);
}

/**
 * Least squares by Levenberg–Marquardt, from `start` or from an EC50 between each two neighbouring doses. Doses are ≥ 0,
 * one for each response; three different positive doses at least.
 *
 * Sources: Hill 1910; Marquardt 1963 (damping in the scale of each parameter).
 */
export function fitHill(doses: readonly number[], responses: readonly number[], start?: HillCurve): HillFit {
  const starts = start === undefined ? startsBetween(doses, responses) : [parametersOf(start)];
  const fits = starts.map((parameters) => descend(doses, responses, parameters));
  const best = fits.reduce((least, fit) => (fit.squares < least.squares ? fit : least));
  return { ...curveOf(best.parameters), squares: best.squares };
}

function startsBetween(doses: readonly number[], responses: readonly number[]): readonly Parameters[] {
  const levels = [...new Set(doses)].sort((a, b) => a - b);
  const meanAt = (level: number | undefined) => {
    const those = responses.filter((_, i) => doses[i] === level);
    return those.reduce((sum, value) => sum + value, 0) / those.length;
  };
  const positive = levels.filter((level) => level > 0).map(Math.log10);
  const middles = positive.slice(1).map((level, i) => (level + (positive[i] ?? level)) / 2);
  return middles.map((middle) => [meanAt(levels[0]), meanAt(levels.at(-1)), middle, 0]);
}

function descend(doses: readonly number[], responses: readonly number[], start: Parameters): Candidate {
  let best: Candidate = { parameters: start, squares: squaresOf(doses, responses, start) };
  let damping = 1e-3;
  for (let step = 0; step < MOST_STEPS && damping < LARGEST_DAMPING; step++) {
    const next = dampedStep(doses, responses, best.parameters, damping);
    const squares = next === null ? Number.POSITIVE_INFINITY : squaresOf(doses, responses, next);
    const gain = best.squares - squares;
    if (next !== null && gain > 0) best = { parameters: next, squares };
    damping *= gain > 0 ? 1 / 3 : 4;
    if (next !== null && Math.abs(gain) <= ENOUGH * squares) break;
  }
  return best;
}

/** One step along the damped normal equations; null where they have no solution. */
function dampedStep(
  doses: readonly number[],
  responses: readonly number[],
  parameters: Parameters,
  damping: number,
): Parameters | null {
  const system = normalEquations(doses, responses, curveOf(parameters));
  for (let i = 0; i < SIZE; i++)
    system[i * WIDTH + i] = (system[i * WIDTH + i] ?? 0) * (1 + damping) + Number.MIN_VALUE;
  const change = solve(system);
  if (change === null) return null;
  const [e0, eInf, logEc50, logHill] = parameters;
  const [a = 0, b = 0, c = 0, d = 0] = change;
  return [e0 + a, eInf + b, logEc50 + c, Math.min(STEEPEST, Math.max(-STEEPEST, logHill + d))];
}

/** Rows of the products of derivatives, and behind them those with the residuals. */
function normalEquations(doses: readonly number[], responses: readonly number[], curve: HillCurve): Float64Array {
  const system = new Float64Array(SIZE * WIDTH);
  const slopes = new Float64Array(WIDTH);
  for (let i = 0; i < doses.length; i++) {
    slopesAt(curve, doses[i] ?? 0, responses[i] ?? 0, slopes);
    for (let row = 0; row < SIZE; row++)
      for (let column = 0; column < WIDTH; column++)
        system[row * WIDTH + column] = (system[row * WIDTH + column] ?? 0) + (slopes[row] ?? 0) * (slopes[column] ?? 0);
  }
  return system;
}

/** Writes the derivatives of the response by each parameter, and behind them the residual. */
function slopesAt({ e0, eInf, ec50, hill }: HillCurve, dose: number, response: number, to: Float64Array): void {
  const ratio = ec50 / dose;
  const fraction = dose > 0 ? 1 / (1 + ratio ** hill) : 0;
  const byExponent = (e0 - eInf) * fraction * (1 - fraction);
  to[0] = 1 - fraction;
  to[1] = fraction;
  to[2] = byExponent * hill * Math.LN10;
  to[3] = byExponent === 0 ? 0 : byExponent * Math.log(ratio);
  to[4] = response - e0 - (eInf - e0) * fraction;
}

/** Gaussian elimination with pivots, in place; null where the equations are singular. */
function solve(system: Float64Array): readonly number[] | null {
  const at = (row: number, column: number) => system[row * WIDTH + column] ?? 0;
  for (let step = 0; step < SIZE; step++) {
    let pivot = step;
    for (let row = step + 1; row < SIZE; row++) if (Math.abs(at(row, step)) > Math.abs(at(pivot, step))) pivot = row;
    if (!(Math.abs(at(pivot, step)) > Number.MIN_VALUE)) return null;
    for (let column = step; column < WIDTH; column++) {
      const value = at(pivot, column);
      system[pivot * WIDTH + column] = at(step, column);
      system[step * WIDTH + column] = value;
    }
    for (let row = 0; row < SIZE; row++) {
      if (row === step) continue;
      const factor = at(row, step) / at(step, step);
      for (let column = step; column < WIDTH; column++)
        system[row * WIDTH + column] = at(row, column) - factor * at(step, column);
    }
  }
  return Array.from({ length: SIZE }, (_, i) => at(i, SIZE) / at(i, i));
}

function squaresOf(doses: readonly number[], responses: readonly number[], parameters: Parameters): number {
  const curve = curveOf(parameters);
  let sum = 0;
  for (let i = 0; i < doses.length; i++) sum += ((responses[i] ?? 0) - hillResponse(curve, doses[i] ?? 0)) ** 2;
  return sum;
}

function curveOf([e0, eInf, logEc50, logHill]: Parameters): HillCurve {
  return { e0, eInf, ec50: 10 ** logEc50, hill: Math.exp(logHill) };
}

function parametersOf({ e0, eInf, ec50, hill }: HillCurve): Parameters {
  return [e0, eInf, Math.log10(ec50), Math.log(hill)];
}
