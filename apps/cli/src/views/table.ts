import CliTable from "cli-table3";
import type { Style } from "../terminal/terminal.ts";

/** How a column is drawn. */
export interface Column {
  readonly title: string;
  /** @default "left" */
  readonly align?: "left" | "right";
}

const bare = {
  top: "",
  "top-mid": "",
  "top-left": "",
  "top-right": "",
  bottom: "",
  "bottom-mid": "",
  "bottom-left": "",
  "bottom-right": "",
  left: "  ",
  "left-mid": "",
  mid: "",
  "mid-mid": "",
  right: "",
  "right-mid": "",
  middle: "  ",
};

/** A table without lines, one row of text per line; cells may contain colours. */
export function table(columns: readonly Column[], rows: readonly (readonly string[])[], { colors }: Style): string {
  const drawn = new CliTable({
    head: columns.map(({ title }) => colors.dim(title)),
    colAligns: columns.map(({ align = "left" }) => align),
    chars: bare,
    style: { "padding-left": 0, "padding-right": 0, head: [], border: [], compact: true },
  });
  for (const row of rows) drawn.push([...row]);
  return `${drawn
    .toString()
    .split("\n")
    .map((line) => line.trimEnd())
    .join("\n")}\n`;
}
