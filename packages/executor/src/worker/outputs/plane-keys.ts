import { COMPONENTS, formatPlaneKey, type PlaneKey } from "@ohcs/context";

/**
 * The coordinates that an image called `name` has: those of the group and of the plane it was made from, as far as the
 * name states them. What was reduced stands in neither.
 */
export function keyOfName(name: string, group: PlaneKey, plane: PlaneKey): PlaneKey {
  const stated = new Set(name.split("_"));
  const known: PlaneKey = { ...plane, ...group };
  const kept = COMPONENTS.filter((component) => {
    const value = known[component];
    return value !== undefined && stated.has(formatPlaneKey({ [component]: value }));
  });
  return Object.fromEntries(kept.map((component) => [component, known[component]]));
}
