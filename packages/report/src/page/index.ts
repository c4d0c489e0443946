/** The script of a report's page: reads the data in the page and shows it. For browsers. */
import "./sound-language.ts";
import type { ReportData, WellReport } from "../report-data.ts";
import { curveCharts } from "./curves.ts";
import { element, section, shownCell, tableOf } from "./element.ts";
import { PlateView } from "./plate-view.ts";
import { numericColumns, tablesOfWells } from "./shown-value.ts";
import { timeline } from "./timeline.ts";
import { wellView } from "./well-view.ts";

const MOST_NAMED = 12;

function render(data: ReportData, root: HTMLElement): void {
  const panel = element("div", { "aria-live": "polite" });
  const look = (well: WellReport) => {
    panel.replaceChildren(...wellView(data, well));
    plate.mark(well.well);
  };
  const plate = new PlateView(data, look);
  const first = data.wells.find(({ state }) => state !== "success") ?? data.wells[0];
  const charts = curveCharts(data);
  const lanes = timeline(data);
  root.append(
    ...heading(data),
    failures(data),
    section("Plate", element("div", { class: "split" }, plate.root, panel)),
    ...(charts.length === 0 ? [] : [section("Dose and response", element("div", { class: "charts" }, ...charts))]),
    ...statistics(data),
    ...(lanes === null ? [] : [section("Time", lanes)]),
    provenance(data),
  );
  if (first !== undefined) look(first);
}

function heading({ plate, wells, tables }: ReportData): readonly HTMLElement[] {
  const succeeded = wells.filter(({ state }) => state === "success").length;
  const counts = tables.find(({ name }) => name === "wells");
  const at = counts?.columns.findIndex((column) => column.startsWith("Count_")) ?? -1;
  const total = counts?.rows.reduce((sum, row) => sum + (typeof row[at] === "number" ? Number(row[at]) : 0), 0);
  const numbers: readonly (readonly [string, string])[] = [
    [`${succeeded} of ${wells.length}`, "wells succeeded"],
    ...(at < 0 || total === undefined ? [] : [[String(total), counts?.columns[at] ?? ""] as const]),
    ...(plate.durationMs === null ? [] : [[`${(plate.durationMs / 1000).toFixed(1)} s`, "run time"] as const]),
  ];
  return [
    element("h1", {}, plate.id),
    element(
      "p",
      {},
      `${plate.pipeline}: `,
      element("b", { class: plate.status === "complete" ? "good" : "bad" }, plate.status),
    ),
    element("p", { class: "soft" }, `${plate.source} → ${plate.output}, ${plate.startedAt}`),
    element(
      "div",
      { class: "numbers" },
      ...numbers.map(([value, name]) => element("div", {}, element("b", {}, value), name)),
    ),
  ];
}

/** Wells that did not succeed, grouped by cause. */
function failures({ wells }: ReportData): HTMLElement {
  const groups = new Map<string, WellReport[]>();
  for (const well of wells.filter(({ state }) => state !== "success")) {
    const cause = well.error?.code ?? well.state;
    groups.set(cause, [...(groups.get(cause) ?? []), well]);
  }
  if (groups.size === 0) return section("Failures", element("p", { class: "good" }, "None: every well succeeded."));
  const rows = [...groups].map(([cause, own]) => {
    const names = own.slice(0, MOST_NAMED).map(({ well }) => well);
    const more = own.length > MOST_NAMED ? ` and ${own.length - MOST_NAMED} more` : "";
    return [
      cause,
      String(own.length),
      `${names.join(", ")}${more}`,
      own[0]?.error?.message ?? "",
      own[0]?.error?.remedy ?? "",
    ];
  });
  return section("Failures", tableOf(["Cause", "Wells", "Which", "Message of the first", "What to do"], rows));
}

/** Tables that are not of wells: quality of the assay, effects, curves. */
function statistics(data: ReportData): readonly HTMLElement[] {
  const ofWells = new Set(tablesOfWells(data).map(({ name }) => name));
  const others = data.tables.filter(
    (table) => !ofWells.has(table.name) && table.rows.length <= 60 && numericColumns(table).length > 0,
  );
  return others.map(({ name, columns, rows }) =>
    section(
      `Table ${name}`,
      tableOf(
        columns,
        rows.map((row) => row.map(shownCell)),
      ),
    ),
  );
}

function provenance({ steps, provenance: facts }: ReportData): HTMLElement {
  const functions = steps.flatMap(({ phase, step, functions: calls }) =>
    calls.map(({ name, version, parameters }) => [step, phase, `${name} ${version}`, element("code", {}, parameters)]),
  );
  return section(
    "Provenance",
    tableOf(["Step", "Phase", "Function", "Parameters"], functions),
    tableOf(
      ["What", "Value"],
      Object.entries(facts).map(([key, value]) => [key, element("code", {}, value)]),
    ),
  );
}

const data = document.getElementById("data");
const root = document.getElementById("report");
if (data !== null && root !== null) render(JSON.parse(data.textContent ?? "{}") as ReportData, root);
