const SIGNIFICANT_DIGITS = 4;

/** A replacer for `JSON.stringify`: figures have no more digits than a clock on a busy machine justifies. */
export function roundNumbers(_: string, value: unknown): unknown {
  if (typeof value !== "number" || Number.isInteger(value)) return value;
  return Number(value.toPrecision(SIGNIFICANT_DIGITS));
}
