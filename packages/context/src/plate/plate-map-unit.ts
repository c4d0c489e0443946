import type { Cell } from "../table/table.ts";

/** A column's name with a unit. */
export interface NameWithUnit {
  readonly name: string;
  readonly unit: string;
  readonly isInBrackets: boolean;
}

const IN_BRACKETS = /^(.*?)\s*[([]\s*([^()[\]]+?)\s*[)\]]$/;
const AS_ENDING = /^(.+)_([a-z%]+)$/i;

/** Units as they stand in brackets, without case and with u for µ. */
const UNITS = new Set(
  "fm pm nm um mm m g/l mg/l mg/ml ug/ml ng/ml pg/ml % percent h hr hrs hours min minutes s sec seconds d days °c c x cells/well cells".split(
    " ",
  ),
);
/** Units that a name may end in: longer than a letter, which may mean anything. */
const ENDINGS = new Set("fm pm nm um mm mgml ugml ngml pgml percent hours hrs min minutes seconds days".split(" "));

/** The unit that a column's name states, as `Dose (uM)`, `Time [h]` or `dose_um`; null if it states none. µ becomes u. */
export function unitOf(column: string): NameWithUnit | null {
  const text = column.trim().replace(/[µμ]/g, "u");
  const [, name = "", unit = ""] = IN_BRACKETS.exec(text) ?? [];
  if (name !== "" && UNITS.has(unit.toLowerCase())) return { name, unit, isInBrackets: true };
  const [, stem = "", ending = ""] = AS_ENDING.exec(text) ?? [];
  return ENDINGS.has(ending.toLowerCase()) ? { name: stem, unit: ending, isInBrackets: false } : null;
}

const NUMBER = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?$/;

/** The number that a cell holds; null if it holds another text. */
export function numberIn(cell: Cell): number | null {
  if (typeof cell === "number") return cell;
  const text = typeof cell === "string" ? cell.trim() : "";
  return NUMBER.test(text) && Number.isFinite(Number(text)) ? Number(text) : null;
}
