import type { ReportData, ReportTable } from "../report-data.ts";
import { html, type Markup, numericColumns, shownCell, tableOf, valuesOf, wellLink } from "../sections/markup.ts";
import { scoreTables } from "../sections/results.ts";
import { element } from "./element.ts";

const MOST = 50;

/** The wells whose score of a feature is far from 0, the furthest first. */
export function hits(data: ReportData): readonly HTMLElement[] {
  const choices = scoreTables(data).flatMap((table) => numericColumns(table).map((column) => ({ table, column })));
  const options = choices.map(({ table, column }, i) => element("option", { value: i }, `${column} (${table.name})`));
  const feature = element("select", {}, ...options);
  const least = element("input", { type: "number", min: 0, step: 0.5, value: 3 });
  const list = element("div");
  const draw = () => {
    const { table, column } = choices[Number(feature.value)] ?? {};
    if (table !== undefined && column !== undefined)
      list.replaceChildren(element("div", {}, listed(table, column, Number(least.value))));
  };
  feature.addEventListener("change", draw);
  least.addEventListener("input", draw);
  draw();
  const controls = [element("label", {}, "Feature", feature), element("label", {}, "Score of at least", least)];
  return [element("div", { class: "controls" }, ...controls), list];
}

function listed(table: ReportTable, column: string, least: number): Markup {
  const role = table.columns.findIndex((name) => name.toLowerCase() === "metadata_role");
  const name = table.columns.indexOf("Metadata_Well");
  const roles = new Map(table.rows.map((row) => [row[name], row[role] ?? null]));
  const isControl = (well: string) => ["positive", "negative"].includes(String(roles.get(well)));
  const found = [...valuesOf(table, column)]
    .filter(([well, score]) => Math.abs(score) >= least && !isControl(well))
    .toSorted(([, a], [, b]) => Math.abs(b) - Math.abs(a));
  const more = found.length > MOST ? `, the first ${MOST} are shown` : "";
  const rows = found.slice(0, MOST).map(([well, score]) => [wellLink(well), shownCell(score)]);
  return html`<p>${found.length} hits without controls${more}</p>${tableOf(["Well", column], rows)}`;
}
