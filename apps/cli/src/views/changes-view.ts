import type { ContextChange } from "@ohcs/records";
import type { Style } from "../terminal/terminal.ts";
import { table } from "./table.ts";

/** What differs between two plans of a well, a line for each. */
export function changesView(changes: readonly ContextChange[], style: Style): string {
  const columns = ["changed", "where", "before", "after"].map((title) => ({ title }));
  const rows = changes.map(({ what, where, before, after }) => [what, where, shown(before), shown(after)]);
  return table(columns, rows, style);
}

const LONGEST = 80;

function shown(value: unknown): string {
  const text = value === null ? "–" : JSON.stringify(value);
  return text.length > LONGEST ? `${text.slice(0, LONGEST - 1)}…` : text;
}
