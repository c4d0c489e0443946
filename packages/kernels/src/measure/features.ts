/** Measurements of regions: one column per feature, one value per region in their order; NaN where it is undefined. */
export type Features = Readonly<Record<string, Float64Array>>;

/** Columns for `count` regions, all NaN. */
export function undefinedFeatures<Name extends string>(
  names: readonly Name[],
  count: number,
): Record<Name, Float64Array> {
  const entries = names.map((name) => [name, new Float64Array(count).fill(Number.NaN)]);
  return Object.fromEntries(entries) as Record<Name, Float64Array>;
}
