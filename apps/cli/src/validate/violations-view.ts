import { countOf } from "@ohcs/context";
import type { HierarchyReport } from "@ohcs/ngff";
import type { Style } from "../terminal/style.ts";
import { table } from "../views/table.ts";

/** What a hierarchy is, every violation with its place and rule, and the verdict. */
export function violationsView(name: string, report: HierarchyReport, style: Style): string {
  const { colors } = style;
  const { violations, valid, version, kind, visited } = report;
  const what = kind === null ? "no OME-Zarr" : `OME-Zarr ${version ?? ""} ${kind}`;
  const counts = Object.entries(visited).filter(([, count]) => count > 0);
  const seen = counts.map(([things, count]) => countOf(count, things.slice(0, -1))).join(", ");
  const rows = violations.map(({ path, pointer, rule, severity, message }) => [
    severity === "must" ? colors.red(severity) : colors.yellow(severity),
    pointer === "" ? path : `${path} ${pointer}`,
    colors.dim(rule),
    message,
  ]);
  const columns = ["", "where", "rule", "problem"].map((title) => ({ title }));
  const must = violations.filter(({ severity }) => severity === "must").length;
  const verdict = valid ? colors.green("valid") : colors.red(`invalid: ${countOf(must, "violation")}`);
  const advice =
    violations.length > must ? `, ${countOf(violations.length - must, "recommendation")} not followed` : "";
  return [
    `${colors.bold(name)}  ${what}${seen === "" ? "" : `, ${seen}`}\n`,
    ...(rows.length === 0 ? [] : ["\n", table(columns, rows, style), "\n"]),
    `${verdict}${advice}\n`,
  ].join("");
}
