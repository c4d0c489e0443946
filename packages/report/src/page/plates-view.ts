import uPlot from "uplot";
import type { PlateOverview, PlatesData, Quartiles } from "../plates-data.ts";
import { intervalBar } from "./controls.ts";
import { element, section, shownCell, tableOf } from "./element.ts";

const COLOURS = { negative: "#0b62c4", positive: "#c4382d", sample: "#7a8591" } as const;
type Role = keyof typeof COLOURS;
const ROLES = Object.keys(COLOURS) as readonly Role[];

/** The page over several plates: what became of each, their controls side by side, and a feature from plate to plate. */
export function renderPlates({ plates }: PlatesData, root: HTMLElement): void {
  root.append(element("h1", {}, `${plates.length} plates`), overview(plates));
  const features = [...new Set(plates.flatMap(({ features }) => Object.keys(features)))];
  if (features.length > 0) root.append(drift(plates, features));
  if (plates.some(({ pictures }) => pictures.length > 0)) root.append(controls(plates));
}

function overview(plates: readonly PlateOverview[]): HTMLElement {
  const rows = plates.map(({ id, href, pipeline, status, succeeded, wells, quality, receipt }) => {
    const best = Object.entries(quality).toSorted(([, a], [, b]) => b.value - a.value)[0];
    return [
      element("a", { href }, id),
      pipeline,
      element("b", { class: status === "complete" ? "good" : "bad" }, status),
      `${succeeded} of ${wells}`,
      best === undefined ? "–" : `${shownCell(best[1].value)} (${best[0]})`,
      element("code", {}, receipt?.slice(0, 12) ?? "–"),
    ];
  });
  return section("Plates", tableOf(["Plate", "Pipeline", "State", "Wells succeeded", "Best Z′", "Receipt"], rows));
}

/** Medians and quartiles of a feature over plates, and its Z'. */
function drift(plates: readonly PlateOverview[], features: readonly string[]): HTMLElement {
  const chosen = element("select", {}, ...features.map((name) => element("option", {}, name)));
  const shown = element("div");
  const draw = () => shown.replaceChildren(...driftOf(plates, chosen.value));
  chosen.addEventListener("change", draw);
  const part = section("Drift", element("div", { class: "controls" }, element("label", {}, "Feature", chosen)), shown);
  // A chart measures the page that it is in.
  queueMicrotask(draw);
  return part;
}

function driftOf(plates: readonly PlateOverview[], feature: string): readonly HTMLElement[] {
  const of = (plate: PlateOverview, role: Role): Quartiles | undefined => plate.features[feature]?.[role];
  const roles = ROLES.filter((role) => plates.some((plate) => of(plate, role) !== undefined));
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
      zPrime === undefined ? "" : intervalBar(zPrime),
    ];
  });
  const heads = ["Plate", ...roles.map((role) => `${role}: median (quartiles)`), "Z′", "95 %, −1 … 1"];
  return [chart(plates, feature, roles, of), tableOf(heads, rows)];
}

function chart(
  plates: readonly PlateOverview[],
  feature: string,
  roles: readonly Role[],
  of: (plate: PlateOverview, role: Role) => Quartiles | undefined,
): HTMLElement {
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

/** Controls of every plate in one row, each plate in its own contrast. */
function controls(plates: readonly PlateOverview[]): HTMLElement {
  const rows = plates.map(({ id, pictures }) => {
    const shown = pictures.map(({ role, well, channel, image }) => {
      const text = `${role}, ${channel}, ${well}`;
      return element(
        "figure",
        {},
        element("img", { src: image, alt: `${id}, ${text}` }),
        element("figcaption", {}, text),
      );
    });
    return [id, element("div", { class: "row" }, ...shown)];
  });
  const note = element("p", { class: "soft" }, "The first wells of each control; each plate in its own contrast.");
  return section("Controls side by side", note, tableOf(["Plate", "Controls"], rows));
}
