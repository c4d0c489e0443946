/// <reference types="@webgpu/types" preserve="true" />

/** The limits of an adapter by name, sorted: they are getters of a prototype, in bindings and browsers alike. */
export function limitsOf(limits: GPUSupportedLimits): Readonly<Record<string, number>> {
  const all = limits as unknown as Readonly<Record<string, unknown>>;
  const numbers: [string, number][] = [];
  for (const name in limits) {
    const value = all[name];
    if (typeof value === "number") numbers.push([name, value]);
  }
  return Object.fromEntries(numbers.toSorted(([a], [b]) => (a < b ? -1 : 1)));
}
