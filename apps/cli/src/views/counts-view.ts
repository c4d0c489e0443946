import type { PlateResult } from "@ohcs/context";
import isUnicodeSupported from "is-unicode-supported";
import type { Style } from "../terminal/terminal.ts";
import { signOf } from "./live-view.ts";
import { plateGrid } from "./plate-grid.ts";
import type { WellCounts } from "./well-counts.ts";

const MOST_NAMED = 6;
const SIGNS = { blocks: "▁▂▃▄▅▆▇█", digits: "0123456789" } as const;

/** The three numbers that matter of a run: wells that are done, objects in a well, wells whose images are to be doubted. */
export function countsLine({ wells }: PlateResult, { column, counts, flagged }: WellCounts): string {
  const all = Object.values(wells);
  const done = all.filter(({ status }) => status === "success" || status === "skipped").length;
  const sorted = [...counts.values()].toSorted((a, b) => a - b);
  const [middle, most] = [sorted.length >> 1, sorted.length - 1];
  const median = sorted.length % 2 === 1 ? sorted[middle] : ((sorted[middle - 1] ?? 0) + (sorted[middle] ?? 0)) / 2;
  const range = `${text(sorted[0] ?? 0)} … ${text(sorted[most] ?? 0)}`;
  const reasons = [...flagged].map(([flag, named]) => `${flag}: ${namesOf(named)}`);
  const doubted = new Set([...flagged.values()].flat()).size;
  const flags = doubted === 0 ? "no well flagged" : `${doubted} flagged (${reasons.join("; ")})`;
  return `  ${done} of ${all.length} wells done · ${column}: median ${text(median ?? 0)} (${range}) · ${flags}\n`;
}

function namesOf(wells: readonly string[]): string {
  const rest = wells.length - MOST_NAMED;
  return [...wells.slice(0, MOST_NAMED), ...(rest > 0 ? [`${rest} more`] : [])].join(", ");
}

/** The plate with a sign for each well, higher and brighter the more was counted; digits where a terminal has no blocks. */
export function countsGrid(
  { wells }: PlateResult,
  { column, counts }: WellCounts,
  style: Style,
  signs: keyof typeof SIGNS = isUnicodeSupported() ? "blocks" : "digits",
): string {
  const values = [...counts.values()];
  const [least, most] = [Math.min(...values), Math.max(...values)];
  const { blue, cyan, green, yellow, red, dim } = style.colors;
  const colors = [blue, cyan, green, yellow];
  const letters = SIGNS[signs];
  const step = (count: number, steps: number) =>
    most === least ? steps - 1 : Math.min(steps - 1, Math.floor(((count - least) / (most - least)) * steps));
  const sign = (well: string) => {
    const count = counts.get(well);
    if (wells[well]?.status === "error") return signs === "digits" ? red("x") : signOf({ kind: "error" }, style);
    if (count === undefined) return dim(signs === "digits" ? "." : "○");
    return (colors[step(count, colors.length)] ?? yellow)(letters[step(count, letters.length)] ?? "");
  };
  const grid = plateGrid(Object.keys(wells), sign, style);
  if (grid === "") return "";
  return `\n${grid}  ${dim(`${column}: ${letters[0]} ${text(least)}, ${letters.at(-1)} ${text(most)}`)}\n`;
}

function text(count: number): string {
  return Number(count.toFixed(1)).toLocaleString("en");
}
