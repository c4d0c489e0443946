import uPlot from "uplot";
import type { ReportData, ReportTable } from "../report-data.ts";
import { shownCell } from "../sections/markup.ts";
import { fitTables } from "../sections/results.ts";
import { doseAxis } from "./dose-axis.ts";
import { element } from "./element.ts";
import { fittedPoints } from "./fitted-points.ts";

const MOST_CHARTS = 12;
const POINTS = 80;
const BESIDE = 1.2;

/** Dose–response curves over the wells they were fitted to, those with an EC50 first. */
export function curveCharts(data: ReportData): readonly HTMLElement[] {
  const wells = data.tables.find(({ name }) => name === "wells");
  if (wells === undefined) return [];
  return fitTables(data).flatMap((fit) => {
    const withheld = fit.columns.indexOf("Withheld");
    const isWithheld = (row: number) => Number(fit.rows[row]?.[withheld] != null);
    const rows = [...fit.rows.keys()].toSorted((a, b) => isWithheld(a) - isWithheld(b) || a - b);
    return rows.slice(0, MOST_CHARTS).map((row) => chart(fit, row, wells));
  });
}

function chart(fit: ReportTable, row: number, wells: ReportTable): HTMLElement {
  const cell = (name: string) => fit.rows[row]?.[fit.columns.indexOf(name)] ?? null;
  const number = (name: string) => Number(cell(name));
  const [feature, compound] = [String(cell("Feature")), cell("Compound")];
  const title = compound === null ? feature : `${compound}: ${feature}`;
  const points = fittedPoints(wells, feature, compound);
  const box = element("div", { class: "chart" });
  const withheld = cell("Withheld");
  const interval = `${shownCell(cell("EC50_CI95Low"))} … ${shownCell(cell("EC50_CI95High"))}`;
  const text =
    withheld === null
      ? `EC50 ${shownCell(cell("EC50"))} (95 %: ${interval}), Hill ${shownCell(cell("Hill"))}`
      : `No EC50: ${withheld}`;
  box.append(element("b", {}, title), element("p", { class: "soft" }, text));
  if (points.length === 0) return box;
  const response = (dose: number) =>
    number("E0") + (number("EInf") - number("E0")) / (1 + (number("EC50") / dose) ** number("Hill"));
  const doses = points.map(([dose]) => dose);
  const [least, most] = [Math.min(...doses), Math.max(...doses)];
  const curve = Array.from({ length: POINTS }, (_, i) => least * (most / least) ** (i / (POINTS - 1)));
  const x = [...doses, ...curve].toSorted((a, b) => a - b);
  const isFitted = withheld === null;
  const measured: (number | null)[] = x.map(() => null);
  for (const [dose, value] of points) measured[x.findIndex((one, i) => one === dose && measured[i] === null)] = value;
  const ink = getComputedStyle(document.body).color;
  const axis = { stroke: ink, grid: { stroke: "#8884" }, ticks: { stroke: "#8884" } };
  new uPlot(
    {
      width: 420,
      height: 240,
      // Room beside the outermost doses, whose points are cut or left out otherwise.
      scales: { x: { time: false, distr: 3, range: [least / BESIDE, most * BESIDE] } },
      axes: [
        { ...axis, ...doseAxis(doses) },
        { ...axis, size: 70 },
      ],
      // The interval of the EC50 as a band behind the curve.
      hooks: { drawClear: [(plot) => band(plot, number("EC50_CI95Low"), number("EC50_CI95High"), isFitted)] },
      legend: { show: false },
      cursor: { show: false },
      series: [
        {},
        { label: "wells", stroke: "#0b62c4", paths: () => null, points: { show: true, size: 6 } },
        { label: "curve", stroke: "#d1495b", width: 2, points: { show: false } },
      ],
    },
    [x, measured, x.map((dose) => (isFitted ? response(dose) : null))] as uPlot.AlignedData,
    box,
  );
  return box;
}

function band(plot: uPlot, low: number, high: number, isFitted: boolean): void {
  if (!isFitted || !(low > 0) || !(high > low)) return;
  const [left, right] = [plot.valToPos(low, "x", true), plot.valToPos(high, "x", true)];
  const { left: least, width, top, height } = plot.bbox;
  const from = Math.max(least, left);
  plot.ctx.fillStyle = "#d1495b33";
  plot.ctx.fillRect(from, top, Math.min(least + width, right) - from, height);
}
