/** The result of a filter, and its parts that match nothing. */
export interface FilterOutcome<Item> {
  /** In the original order. */
  readonly kept: readonly Item[];
  readonly unknown: readonly string[];
}

/**
 * Applies the parts of a filter: items that a part names are kept, those named with `!` are not. Exclusions alone keep
 * all the rest.
 */
export function applyFilter<Item>(
  items: readonly Item[],
  parts: readonly string[],
  named: (part: string) => ReadonlySet<Item>,
): FilterOutcome<Item> {
  const read = parts.map((part) => ({ part, isExclusion: part.startsWith("!"), items: named(part.replace(/^!/, "")) }));
  const inclusions = read.filter(({ isExclusion }) => !isExclusion);
  const exclusions = read.filter(({ isExclusion }) => isExclusion);
  const kept = items.filter(
    (item) =>
      (inclusions.length === 0 || inclusions.some((inclusion) => inclusion.items.has(item))) &&
      !exclusions.some((exclusion) => exclusion.items.has(item)),
  );
  return { kept, unknown: read.filter((part) => part.items.size === 0).map(({ part }) => part) };
}
