/** The script of a report's page: reads the data in the page and shows it. For browsers. */
import "./sound-language.ts";
import type { PlatesData } from "../plates-data.ts";
import type { ReportData, WellReport } from "../report-data.ts";
import { attention, failures } from "./attention.ts";
import { controls } from "./controls.ts";
import { curveCharts } from "./curves.ts";
import { element, section, shownCell, tableOf } from "./element.ts";
import { heading } from "./heading.ts";
import { hits } from "./hits.ts";
import { PlateView } from "./plate-view.ts";
import { renderPlates } from "./plates-view.ts";
import { provenance } from "./provenance.ts";
import { Sheets } from "./sheets.ts";
import { numericColumns, tablesOfWells } from "./shown-value.ts";
import { timeline } from "./timeline.ts";
import { type Look, WellView } from "./well-view.ts";

function render(data: ReportData, root: HTMLElement): void {
  const sheets = new Sheets(data);
  const panel = element("div", { "aria-live": "polite", class: "panel" });
  const chosen: Look = { view: 0, hasOutlines: true, contrasts: new Map() };
  const look = (well: WellReport) => {
    panel.replaceChildren(...new WellView(data, sheets, well, chosen).parts());
    plate.mark(well.well);
  };
  const plate = new PlateView(data, sheets, look);
  const plateSection = section("Plate", element("div", { class: "split" }, plate.root, panel));
  const lookFromAfar = (well: WellReport) => {
    look(well);
    plateSection.scrollIntoView();
  };
  const show = (table: string, column: string) => {
    plate.showColumn(table, column);
    plateSection.scrollIntoView();
  };
  const charts = curveCharts(data);
  const parts = [
    failures(data, lookFromAfar),
    attention(data, lookFromAfar, show),
    plateSection,
    controls(data),
    hits(data, lookFromAfar),
    charts.length === 0 ? null : section("Dose and response", element("div", { class: "charts" }, ...charts)),
    ...statistics(data),
    timeline(data),
    provenance(data),
  ];
  root.append(...heading(data), ...parts.filter((part) => part !== null));
  const first = data.wells.find(({ state }) => state !== "success") ?? data.wells[0];
  if (first !== undefined) look(first);
}

/** Tables that are not of wells and have no part of their own: effects, curves, thresholds. */
function statistics(data: ReportData): readonly HTMLElement[] {
  const ofWells = new Set(tablesOfWells(data).map(({ name }) => name));
  const others = data.tables.filter(
    ({ name, by, rows }) => !ofWells.has(name) && by !== "assayQuality" && rows.length > 0 && rows.length <= 60,
  );
  return others
    .filter((table) => numericColumns(table).length > 0)
    .map(({ name, columns, rows }) =>
      section(
        `Table ${name}`,
        tableOf(
          columns,
          rows.map((row) => row.map(shownCell)),
        ),
      ),
    );
}

const data = document.getElementById("data");
const root = document.getElementById("report");
if (data !== null && root !== null) {
  const shown = JSON.parse(data.textContent ?? "{}") as ReportData | PlatesData;
  if ("plate" in shown) render(shown, root);
  else renderPlates(shown, root);
}
