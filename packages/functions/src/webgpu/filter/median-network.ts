/**
 * WGSL that lets `name` be the median of an odd number of expressions, without a branch: whatever is the least or the
 * greatest of one more than half of them cannot be it and gives its place to the next.
 */
export function medianOf(expressions: readonly string[], name: string): string {
  const kept = (expressions.length + 3) / 2;
  const lines = expressions.slice(0, kept).map((expression, k) => `  var v${k} = ${expression};`);
  let places = Array.from({ length: Math.min(kept, expressions.length) }, (_, k) => k);
  for (const expression of [...expressions.slice(kept), null]) {
    lines.push(...extremesToEnds(places));
    const [least = 0, ...others] = places;
    places = others.slice(0, -1);
    if (expression === null) break;
    lines.push(`  v${least} = ${expression};`);
    places = [...places, least];
  }
  return [...lines, `  let ${name} = v${places[0] ?? 0};`].join("\n");
}

/** Exchanges after which the first place holds the least and the last the greatest. */
function extremesToEnds(places: readonly number[]): string[] {
  const last = places.length - 1;
  const toFirst = places.slice(1).map((place) => exchange(places[0] ?? 0, place));
  const toLast = places.slice(1, last).map((place) => exchange(place, places[last] ?? 0));
  return [...toFirst, ...toLast];
}

function exchange(low: number, high: number): string {
  return `  { let t = min(v${low}, v${high}); v${high} = max(v${low}, v${high}); v${low} = t; }`;
}
