/** Reads the value of an option. @throws if it is not an integer, or below `least` */
export function wholeNumber(option: string, text: string, least: number): number {
  const value = Number(text);
  if (/^\d+$/.test(text) && Number.isSafeInteger(value) && value >= least) return value;
  throw new Error(`Cannot read '${option}': expected an integer of ${least} or more, got '${text}'`);
}
