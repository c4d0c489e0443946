import type { ReportData } from "../report-data.ts";
import { element, section, tableOf } from "./element.ts";

const WIDTH = 1000;
const LANE = 18;
const SVG = "http://www.w3.org/2000/svg";

/** When each worker ran which well, and what each step took; null where no well was run. */
export function timeline({ wells, steps }: ReportData): HTMLElement | null {
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
    svg.append(label(worker, 0, lane * LANE + 12));
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
    label("0 s", left, workers.length * LANE + 14),
    label(`${(end / 1000).toFixed(1)} s`, WIDTH - 40, workers.length * LANE + 14),
  );
  const rows = steps.map(({ step, phase, durationMs, readBytes, writtenBytes }) => [
    step,
    phase,
    `${(durationMs / 1000).toFixed(1)} s`,
    megabytes(readBytes),
    megabytes(writtenBytes),
  ]);
  const peak = Math.max(...run.map(({ peakBytes }) => peakBytes ?? 0));
  const text = `Time of all wells together; the largest well held ${megabytes(peak)} of samples.`;
  const table = tableOf(["Step", "Phase", "Time", "Read", "Written"], rows);
  return section(
    "Time",
    element("div", {}, svg as unknown as HTMLElement),
    element("p", { class: "soft" }, text),
    table,
  );
}

function megabytes(bytes: number): string {
  return `${(bytes / 1e6).toLocaleString("en", { maximumFractionDigits: 1 })} MB`;
}

function label(content: string, x: number, y: number): SVGElement {
  const made = shape("text", { x, y });
  made.textContent = content;
  return made;
}

function shape(name: string, attributes: Readonly<Record<string, string | number>>): SVGElement {
  const made = document.createElementNS(SVG, name) as SVGElement;
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, String(value));
  return made;
}
