import type { Cell, PlateMap } from "@ohcs/context";

/** A column of a plate map that states which wells are controls: `role`, `control_type`, `Metadata_pert_type` … */
const ROLES = /^Metadata_(role|(control|well|pert|sample)[ _]?(type|role)?)$/i;
const NEGATIVE = /^(neg|dmso|vehicle|mock|untreated|scramble|ntc?\b|trt_cp_control|ctl_vehicle|control$)/i;
const POSITIVE = /^pos/i;

/**
 * Which controls the wells with images lack: negative ones, and positive ones if the map has any. Empty if the map has no
 * column of roles.
 */
export function lackingControls({ columns, wells }: PlateMap, imaged: readonly string[]): readonly string[] {
  const at = columns.findIndex((name) => ROLES.test(name));
  if (at < 0) return [];
  const isOf = (pattern: RegExp) => (cells: readonly Cell[] | undefined) =>
    pattern.test(String(cells?.[at] ?? "").trim());
  const onPlate = imaged.map((well) => wells.get(well));
  const hasPositive = [...wells.values()].some(isOf(POSITIVE));
  return [
    ...(onPlate.some(isOf(NEGATIVE)) ? [] : ["negative"]),
    ...(hasPositive && !onPlate.some(isOf(POSITIVE)) ? ["positive"] : []),
  ];
}
