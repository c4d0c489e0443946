/** The script of a report's page: reads the data in the page and fills the parts of it that answer to clicks. For browsers. */
import "./sound-language.ts";
import type { PlatesData } from "../plates-data.ts";
import type { ReportData } from "../report-data.ts";
import { focusMaps } from "../sections/plate-maps.ts";
import { stitchingMaps } from "../sections/stitching.ts";
import { curveCharts } from "./curves.ts";
import { drift } from "./drift.ts";
import { element, partOf } from "./element.ts";
import { hits } from "./hits.ts";
import { PlateView } from "./plate-view.ts";
import { Sheets } from "./sheets.ts";
import { smallPlates } from "./small-plates.ts";
import { type Look, WellView } from "./well-view.ts";

function fillReport(data: ReportData): void {
  const sheets = new Sheets(data);
  const panel = element("div", { "aria-live": "polite", class: "panel" });
  const chosen: Look = { view: 0, hasOutlines: true, contrasts: new Map() };
  const look = (name: string) => {
    const well = data.wells.find((one) => one.well === name);
    if (well === undefined) return;
    panel.replaceChildren(...new WellView(data, sheets, well, chosen).parts());
    plate.mark(name);
  };
  const plate = new PlateView(data, sheets, chosen, look);
  const goToPlate = () => partOf("plate")?.closest("section")?.scrollIntoView();
  const select = (well: string) => {
    look(well);
    goToPlate();
  };
  partOf("plate")?.append(element("div", { class: "split" }, plate.root, panel));
  partOf("hits")?.append(...hits(data));
  partOf("curves")?.append(element("div", { class: "charts" }, ...curveCharts(data)));
  smallPlates(partOf("stitching"), stitchingMaps(data), data, { sheets, select });
  smallPlates(partOf("focus"), focusMaps(data), data, { sheets, select });
  document.body.addEventListener("click", ({ target }) => {
    const link = target instanceof Element ? target.closest<HTMLElement>("button.link") : null;
    const { well, table, column } = link?.dataset ?? {};
    if (well !== undefined) select(well);
    if (table === undefined || column === undefined) return;
    plate.showColumn(table, column);
    goToPlate();
  });
  const first = data.wells.find(({ error }) => error !== null) ?? data.wells[0];
  if (first !== undefined) look(first.well);
  sheets.showIn(document.querySelectorAll<HTMLElement>(".thumbnail"));
}

const data = document.getElementById("data");
if (data !== null) {
  const shown = JSON.parse(data.textContent ?? "{}") as Omit<ReportData, "images"> | PlatesData;
  if ("plate" in shown) fillReport({ ...shown, images: [] });
  else partOf("drift")?.append(drift(shown.plates));
}
