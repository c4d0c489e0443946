import type { ReportData, ReportTable, WellReport } from "../report-data.ts";
import { element, section, shownCell, tableOf } from "./element.ts";
import { numericColumns, valuesOf } from "./shown-value.ts";

/** Functions whose tables hold deviations from the plate, in units of its spread. */
const SCORES = ["robustZScore", "bScore"];
const MOST = 50;

/** The wells whose score of a feature is far from 0, the furthest first; null where no table has scores. */
export function hits(data: ReportData, look: (well: WellReport) => void): HTMLElement | null {
  const scored = data.tables.filter(
    ({ by, columns }) => SCORES.includes(by ?? "") && columns.includes("Metadata_Well"),
  );
  const choices = scored.flatMap((table) => numericColumns(table).map((column) => ({ table, column })));
  if (choices.length === 0) return null;
  const options = choices.map(({ table, column }, i) => element("option", { value: i }, `${column} (${table.name})`));
  const feature = element("select", {}, ...options);
  const least = element("input", { type: "number", min: 0, step: 0.5, value: 3 });
  const list = element("div");
  const draw = () => {
    const { table, column } = choices[Number(feature.value)] ?? choices[0] ?? {};
    if (table !== undefined && column !== undefined)
      list.replaceChildren(listed(data, table, column, Number(least.value), look));
  };
  feature.addEventListener("change", draw);
  least.addEventListener("input", draw);
  draw();
  const controls = [element("label", {}, "Feature", feature), element("label", {}, "Score of at least", least)];
  return section("Hits", element("div", { class: "controls" }, ...controls), list);
}

function listed(
  { wells }: ReportData,
  table: ReportTable,
  column: string,
  least: number,
  look: (well: WellReport) => void,
): HTMLElement {
  const role = table.columns.findIndex((name) => name.toLowerCase() === "metadata_role");
  const name = table.columns.indexOf("Metadata_Well");
  const roles = new Map(table.rows.map((row) => [row[name], row[role] ?? null]));
  const isControl = (well: string) => ["positive", "negative"].includes(String(roles.get(well)));
  const found = [...valuesOf(table, column)]
    .filter(([well, score]) => Math.abs(score) >= least && !isControl(well))
    .toSorted(([, a], [, b]) => Math.abs(b) - Math.abs(a));
  const rows = found.slice(0, MOST).flatMap(([well, score]) => {
    const known = wells.find((one) => one.well === well);
    return known === undefined ? [] : [[wellLink(known, look), shownCell(score)]];
  });
  const more = found.length > MOST ? `, the first ${MOST} are shown` : "";
  return element(
    "div",
    {},
    element("p", {}, `${found.length} hits without controls${more}`),
    tableOf(["Well", column], rows),
  );
}

/** A well that is looked at when it is clicked. */
export function wellLink(well: WellReport, look: (well: WellReport) => void): HTMLElement {
  return element("button", { type: "button", class: "link", onclick: () => look(well) }, well.well);
}
