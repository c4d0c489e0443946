/** The common value, by what it says; null if they do not agree, or some state none. */
export function agreed<Value>(values: readonly (Value | null)[]): Value | null {
  const [first = null] = values;
  const text = JSON.stringify(first);
  return values.every((value) => value === first || JSON.stringify(value) === text) ? first : null;
}
