import type { ReportData } from "../report-data.ts";
import { element } from "./element.ts";

const WIDTH = 1000;
const LANE = 18;
const SVG = "http://www.w3.org/2000/svg";

/** When each worker ran which well; null where no well was run. */
export function timeline({ wells }: ReportData): HTMLElement | null {
  const run = wells.filter(
    ({ beganMs, durationMs, worker }) => beganMs !== null && durationMs !== null && worker !== null,
  );
  if (run.length === 0) return null;
  const workers = [...new Set(run.map(({ worker }) => worker ?? ""))].toSorted();
  const end = Math.max(...run.map(({ beganMs, durationMs }) => (beganMs ?? 0) + (durationMs ?? 0)));
  const left = 130;
  const scale = (WIDTH - left) / Math.max(1, end);
  const svg = shape("svg", { viewBox: `0 0 ${WIDTH} ${workers.length * LANE + 20}`, role: "img", width: "100%" });
  const title = shape("title", {});
  title.textContent = `${run.length} wells on ${workers.length} workers in ${(end / 1000).toFixed(1)} s`;
  svg.append(title);
  for (const [lane, worker] of workers.entries()) {
    svg.append(text(worker, 0, lane * LANE + 12));
    for (const { well, beganMs, durationMs, state } of run.filter((one) => one.worker === worker)) {
      const width = Math.max(1, (durationMs ?? 0) * scale - 1);
      const place = { x: left + (beganMs ?? 0) * scale, y: lane * LANE + 2, width, height: LANE - 5 };
      const bar = shape("rect", { ...place, class: state === "success" ? "" : "failed" });
      const name = shape("title", {});
      name.textContent = `${well}: ${durationMs} ms`;
      bar.append(name);
      svg.append(bar);
    }
  }
  svg.append(
    text("0 s", left, workers.length * LANE + 14),
    text(`${(end / 1000).toFixed(1)} s`, WIDTH - 40, workers.length * LANE + 14),
  );
  return element("div", {}, svg as unknown as HTMLElement);
}

function text(content: string, x: number, y: number): SVGElement {
  const made = shape("text", { x, y });
  made.textContent = content;
  return made;
}

function shape(name: string, attributes: Readonly<Record<string, string | number>>): SVGElement {
  const made = document.createElementNS(SVG, name) as SVGElement;
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, String(value));
  return made;
}
