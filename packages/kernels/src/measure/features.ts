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

/** The columns of so many regions, from the facts of one region after the other. */
export function columnsOf<Name extends string>(
  names: readonly Name[],
  facts: Float64Array,
  count: number,
): Record<Name, Float64Array> {
  const columns = undefinedFeatures(names, count);
  for (const [place, name] of names.entries())
    for (let i = 0; i < count; i++) columns[name][i] = facts[names.length * i + place]!;
  return columns;
}
