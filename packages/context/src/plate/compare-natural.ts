/**
 * Orders texts with numbers by value (`w2` before `w10`), independent of the locale. Texts that differ only in leading
 * zeros are ordered by code units, so that the order is total.
 */
export function compareNatural(a: string, b: string): number {
  const left = pieces(a);
  const right = pieces(b);
  for (let i = 0; i < Math.min(left.length, right.length); i++) {
    const order = comparePieces(left[i] ?? "", right[i] ?? "");
    if (order !== 0) return order;
  }
  return left.length - right.length || compareCodeUnits(a, b);
}

function pieces(text: string): readonly string[] {
  return text.match(/\d+|\D+/g) ?? [];
}

function comparePieces(a: string, b: string): number {
  const bothNumbers = /^\d/.test(a) && /^\d/.test(b);
  return bothNumbers ? compareDigits(a.replace(/^0+/, ""), b.replace(/^0+/, "")) : compareCodeUnits(a, b);
}

function compareDigits(a: string, b: string): number {
  return a.length - b.length || compareCodeUnits(a, b);
}

function compareCodeUnits(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
