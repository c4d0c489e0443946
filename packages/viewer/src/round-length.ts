/** The greatest of 1, 2 and 5 times a power of ten that is not longer. */
export function roundLength(most: number): number {
  const power = 10 ** Math.floor(Math.log10(most));
  return power * ([5, 2].find((factor) => factor * power <= most) ?? 1);
}

/** A length of one digit in µm, in the unit that it is read in. */
export function lengthText(um: number): string {
  const digit = (length: number) => String(Number(length.toPrecision(1)));
  if (um >= 1000) return `${digit(um / 1000)} mm`;
  return um < 1 ? `${digit(um * 1000)} nm` : `${digit(um)} µm`;
}
