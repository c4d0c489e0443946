import { itemsOf, memberOf, type Report } from "../rules/collect-violations.ts";

/** Reports levels whose pixels are smaller, along an axis of space, than those of the level before. */
export function checkLevelsOrder(datasets: readonly unknown[], axes: unknown, pointer: string, report: Report): void {
  const spatial = itemsOf(axes).flatMap((axis, index) => (memberOf(axis, "type") === "space" ? [index] : []));
  const scales = datasets.map(scaleOf);
  for (const [index, scale] of scales.entries()) {
    const before = scales[index - 1];
    if (!scale || before?.length !== scale.length) continue;
    const finer = spatial.some((axis) => (scale[axis] ?? 0) < (before[axis] ?? 0));
    if (!finer) continue;
    const message = `expected pixels no smaller than [${before.join(", ")}], got [${scale.join(", ")}]`;
    report("image/levels-order", `${pointer}/${index}`, message);
  }
}

/** The scale of a level, or null if it states none or several. */
export function scaleOf(dataset: unknown): readonly number[] | null {
  const all = itemsOf(memberOf(dataset, "coordinateTransformations"));
  const scales = all.flatMap((item) => (memberOf(item, "type") === "scale" ? [memberOf(item, "scale")] : []));
  const [scale] = scales;
  if (scales.length !== 1 || !Array.isArray(scale)) return null;
  return scale.every((number) => typeof number === "number") ? scale : null;
}
