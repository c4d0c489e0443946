import uPlot from "uplot";
import type { PlateOverview, Quartiles } from "../plates-data.ts";
import { intervalBar } from "../sections/controls.ts";
import { type Markup, shownCell, tableOf } from "../sections/markup.ts";
import { element } from "./element.ts";

const COLOURS = { negative: "#0b62c4", positive: "#c4382d", sample: "#7a8591" } as const;
type Role = keyof typeof COLOURS;
const ROLES = Object.keys(COLOURS) as readonly Role[];

/** Medians and quartiles of a feature over plates, and its Z'. */
export function drift(plates: readonly PlateOverview[]): HTMLElement {
  const features = [...new Set(plates.flatMap((plate) => Object.keys(plate.features)))];
  const chosen = element("select", {}, ...features.map((name) => element("option", {}, name)));
  const shown = element("div");
  const draw = () => shown.replaceChildren(...driftOf(plates, chosen.value));
  chosen.addEventListener("change", draw);
  // A chart measures the page that it is in.
  queueMicrotask(draw);
  return element("div", {}, element("div", { class: "controls" }, element("label", {}, "Feature", chosen)), shown);
}

type OfRole = (plate: PlateOverview, role: Role) => Quartiles | undefined;

function driftOf(plates: readonly PlateOverview[], feature: string): readonly HTMLElement[] {
  const of: OfRole = (plate, role) => plate.features[feature]?.[role];
  const roles = ROLES.filter((role) => plates.some((plate) => of(plate, role) !== undefined));
  return [chart(plates, feature, roles, of), element("div", {}, tableOver(plates, feature, roles, of))];
}

function tableOver(plates: readonly PlateOverview[], feature: string, roles: readonly Role[], of: OfRole): Markup {
  const text = (quartiles: Quartiles | undefined) =>
    quartiles === undefined
      ? "–"
      : `${shownCell(quartiles.median)} (${shownCell(quartiles.low)} … ${shownCell(quartiles.high)}, ${quartiles.wells} wells)`;
  const rows = plates.map((plate) => {
    const zPrime = plate.quality[feature];
    return [
      plate.id,
      ...roles.map((role) => text(of(plate, role))),
      zPrime === undefined ? "–" : shownCell(zPrime.value),
      zPrime === undefined ? null : intervalBar(zPrime),
    ];
  });
  return tableOf(["Plate", ...roles.map((role) => `${role}: median (quartiles)`), "Z′", "95 %, −1 … 1"], rows);
}

function chart(plates: readonly PlateOverview[], feature: string, roles: readonly Role[], of: OfRole): HTMLElement {
  const box = element("div", { class: "chart", role: "img", "aria-label": `${feature} from plate to plate` });
  const ink = getComputedStyle(document.body).color;
  const axis = { stroke: ink, grid: { stroke: "#8884" }, ticks: { stroke: "#8884" } };
  const series = roles.flatMap((role) => [
    { label: `${role}, median`, stroke: COLOURS[role], width: 2, points: { show: true, size: 7 } },
    { label: `${role}, lower quartile`, stroke: "#0000", points: { show: false } },
    { label: `${role}, upper quartile`, stroke: "#0000", points: { show: false } },
  ]);
  const data = roles.flatMap((role) =>
    (["median", "low", "high"] as const).map((part) => plates.map((plate) => of(plate, role)?.[part] ?? null)),
  );
  const names = (_: uPlot, at: readonly number[]) => at.map((i) => (Number.isInteger(i) ? (plates[i]?.id ?? "") : ""));
  new uPlot(
    {
      width: Math.min(1100, Math.max(420, 120 * plates.length)),
      height: 280,
      scales: { x: { time: false, range: [-0.5, plates.length - 0.5] } },
      axes: [
        { ...axis, values: names, incrs: [1] },
        { ...axis, size: 70 },
      ],
      cursor: { show: false },
      legend: { show: false },
      bands: roles.map((role, i) => ({ series: [3 * i + 3, 3 * i + 2], fill: `${COLOURS[role]}33` })),
      series: [{}, ...series],
    },
    [plates.map((_, i) => i), ...data] as uPlot.AlignedData,
    box,
  );
  const key = roles.map((role) => element("span", { class: "key", style: `border-color: ${COLOURS[role]}` }, role));
  return element("div", {}, element("div", { class: "legend" }, ...key), box);
}
