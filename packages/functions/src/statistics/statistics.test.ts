import { expect, test } from "vitest";
import { readCases } from "../../test/fixture.ts";
import { doseResponseOf } from "./dose-response.ts";
import { regularizedGammaQ } from "./gamma.ts";
import { fitHill, hillResponse } from "./hill-curve.ts";
import { medianPolish } from "./median-polish.ts";
import { randomFrom } from "./random.ts";
import { kruskalWallis, mannWhitney } from "./rank-tests.ts";
import { separationOf } from "./separation.ts";

/** Of each case, only what its kernel has. */
type Case = Readonly<Record<string, number>> & {
  readonly name: string;
  readonly positives: number[];
  readonly negatives: number[];
  readonly samples: number[][];
  readonly mannWhitney: Record<"effect" | "pValue", number>;
  readonly kruskal: Record<"effect" | "pValue", number>;
  readonly doses: number[];
  readonly responses: number[];
  readonly shape: [number, number];
  readonly matrix: (number | null)[];
  readonly rows: number[];
  readonly columns: number[];
  readonly residuals: (number | null)[];
};

const casesOf = (kernel: string) => readCases<Case>("statistics", kernel);
const DOSES = [0.25, 0.5, 1, 2, 4, 8, 16, 32];

/** Equal but for rounding. */
function expectClose(actual: Record<string, unknown>, expected: Record<string, number>, relative = 1e-9): void {
  for (const [name, value] of Object.entries(expected))
    expect(Math.abs(Number(actual[name]) - value), name).toBeLessThanOrEqual(relative * Math.abs(value) + 1e-12);
}

test.each(casesOf("separation"))("Z' and SSMD of controls are those of NumPy: $name", (one) => {
  const { zPrimeInterval, ...found } = separationOf(one.positives, one.negatives);
  const { zPrime = 0, robustZPrime = 0, ssmd = 0, robustSsmd = 0, signalToBackground = 0 } = one;
  expectClose(found, { zPrime, robustZPrime, ssmd, robustSsmd, signalToBackground });
  expect(zPrimeInterval[0]).toBeLessThan(zPrime);
  expect(zPrimeInterval[1]).toBeGreaterThan(zPrime);
});

test.each(casesOf("ranks"))("rank tests are those of SciPy: $name", (one) => {
  const [first = [], second = []] = one.samples;
  expectClose({ ...mannWhitney(first, second) }, one.mannWhitney);
  expectClose({ ...kruskalWallis(one.samples) }, one.kruskal);
});

test("rank tests find nothing where all values are equal", () => {
  expect(mannWhitney([1, 1], [1, 1])).toEqual({ effect: 0, pValue: 1 });
  expect(
    kruskalWallis([
      [1, 1],
      [1, 1, 1],
    ]),
  ).toEqual({ effect: 0, pValue: 1 });
});

test.each(casesOf("hill"))("Hill curves are those of scipy.optimize.curve_fit: $name", (one) => {
  const { e0 = 0, eInf = 0, ec50 = 0, hill = 0, squares = 0 } = one;
  const found = fitHill(one.doses, one.responses);
  expectClose({ ...found }, { e0, eInf, ec50, hill }, 1e-5);
  expect(found.squares).toBeLessThanOrEqual(squares * (1 + 1e-9));
});

test.each(casesOf("medianPolish"))("median polish is that of R: $name", (one) => {
  const [rows, columns] = one.shape;
  const matrix = Array.from({ length: rows }, (_, y) => one.matrix.slice(y * columns, (y + 1) * columns));
  const found = medianPolish(matrix);
  expect(found.overall).toBeCloseTo(one.overall ?? Number.NaN, 9);
  for (const [i, effect] of one.rows.entries()) expect(found.rows[i]).toBeCloseTo(effect, 9);
  for (const [i, effect] of one.columns.entries()) expect(found.columns[i]).toBeCloseTo(effect, 9);
  for (const [i, residual] of found.residuals.flat().entries()) {
    if (residual === null) expect(one.residuals[i]).toBeNull();
    else expect(residual).toBeCloseTo(one.residuals[i] ?? Number.NaN, 9);
  }
});

test.each(casesOf("gamma"))("Q($a, $x) is scipy.special.gammaincc", ({ a = 0, x = 0, q = 0 }) => {
  expect(Math.abs(regularizedGammaQ(a, x) - q)).toBeLessThanOrEqual(1e-12 + 1e-10 * q);
});

test("a planted EC50 lies in its 95 % interval nearly always", () => {
  const random = randomFrom(7);
  const normal = () => Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
  const doses = DOSES.flatMap((dose) => [dose, dose, dose]);
  const curve = { e0: 1, eInf: 5, ec50: 4, hill: 2 };
  const covered = Array.from({ length: 12 }, () => {
    const result = doseResponseOf(
      doses,
      doses.map((dose) => hillResponse(curve, dose) + 0.3 * normal()),
    );
    if (result.withheld !== null) return false;
    const [low, high] = result.ec50Interval;
    return low <= 4 && 4 <= high;
  });
  expect(covered.filter(Boolean).length).toBeGreaterThanOrEqual(10);
});

test.each([
  ["too few doses", [1, 1, 1, 2, 2, 2], [1, 1, 1, 2, 2, 2], "2 doses above 0, 4 needed"],
  ["too few wells", [1, 2, 4, 8], [1, 2, 3, 4], "4 wells, 6 needed"],
  ["one value", DOSES, DOSES.map(() => 3), "the same response at every dose"],
  ["noise", [...DOSES, ...DOSES], [5, 3, 4, 5, 3, 4, 5, 3, 3, 5, 5, 4, 3, 5, 4, 4], "no response to the dose"],
  ["a line", [...DOSES, ...DOSES], [...DOSES, ...DOSES], "EC50 outside of the doses"],
])("no EC50 is given of %s, and the reason is", (_, doses, responses, reason) => {
  expect(doseResponseOf(doses, responses).withheld).toContain(reason);
});
