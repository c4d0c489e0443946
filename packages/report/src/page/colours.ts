/** Viridis at nine places, as sRGB: even steps of lightness, distinguishable by colour-blind readers. */
const VIRIDIS = ["440154", "472d7b", "3b528b", "2c728e", "21918c", "28ae80", "5ec962", "addc30", "fde725"].map((hex) =>
  [0, 2, 4].map((at) => Number.parseInt(hex.slice(at, at + 2), 16)),
);

/** The colour of a value in 0 … 1; values outside have those of the ends. */
export function viridis(value: number): string {
  const place = Math.min(1, Math.max(0, value)) * (VIRIDIS.length - 1);
  const from = VIRIDIS[Math.floor(place)] ?? [];
  const to = VIRIDIS[Math.ceil(place)] ?? [];
  const mixed = from.map((part, i) => Math.round(part + ((to[i] ?? part) - part) * (place % 1)));
  return `rgb(${mixed.join(" ")})`;
}

/** Black or white, whichever is read on that colour. */
export function inkOn(value: number): string {
  return value > 0.55 ? "#000" : "#fff";
}

/** From the 2nd to the 98th percentile: one wild well does not flatten all others. */
export function robustLimits(values: readonly number[]): readonly [low: number, high: number] {
  const sorted = values.toSorted((a, b) => a - b);
  const at = (part: number) => sorted[Math.round(part * (sorted.length - 1))] ?? 0;
  const [low, high] = [at(0.02), at(0.98)];
  return low < high ? [low, high] : [low - 0.5, high + 0.5];
}

/** How numbers become colours. */
export interface Scale {
  readonly limits: readonly [low: number, high: number];
  /** Are equal ratios equal steps? */
  readonly isLog: boolean;
}

/** The scale of a column: of focus in ratios, as one empty well would hide a blurred one; of what is rare from none to 1 at least. */
export function scaleOf(column: string, values: readonly number[]): Scale {
  const [low, high] = robustLimits(values);
  const isLog = /Sharpness_|FocusScore_/.test(column) && low > 0;
  return { limits: /PercentMaximal_|not accepted/.test(column) ? [0, Math.max(1, high)] : [low, high], isLog };
}

/** The place of a value on a scale, 0 … 1 between its limits. */
export function placeOn({ limits: [low, high], isLog }: Scale, value: number): number {
  return isLog ? Math.log(Math.max(value, low) / low) / Math.log(high / low) : (value - low) / (high - low);
}
