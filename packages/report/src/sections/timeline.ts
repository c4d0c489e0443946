import type { ReportData, WellReport } from "../report-data.ts";
import { html, type Markup, section, tableOf } from "./markup.ts";

const WIDTH = 1000;
const LEFT = 130;
const LANE = 18;

/** When each worker ran which well, and what each step took; null where no well was run. */
export function timeline({ wells, steps }: ReportData): Markup | null {
  const run = wells.filter(
    ({ beganMs, durationMs, worker }) => beganMs !== null && durationMs !== null && worker !== null,
  );
  if (run.length === 0) return null;
  const rows = steps.map(({ step, phase, durationMs, readBytes, writtenBytes }) => [
    step,
    phase,
    seconds(durationMs),
    megabytes(readBytes),
    megabytes(writtenBytes),
  ]);
  const peak = Math.max(...run.map(({ peakBytes }) => peakBytes ?? 0));
  return section(
    "Time",
    lanes(run),
    html`<p class="soft">Time of all wells together; the largest well held ${megabytes(peak)} of samples.</p>`,
    tableOf(["Step", "Phase", "Time", "Read", "Written"], rows),
  );
}

/** A lane for each worker, a bar for each well. */
function lanes(run: readonly WellReport[]): Markup {
  const workers = [...new Set(run.map(({ worker }) => worker ?? ""))].toSorted();
  const end = Math.max(...run.map(({ beganMs, durationMs }) => (beganMs ?? 0) + (durationMs ?? 0)));
  const scale = (WIDTH - LEFT) / Math.max(1, end);
  const bars = run.map(({ well, worker, beganMs, durationMs, state }) => {
    const x = (LEFT + (beganMs ?? 0) * scale).toFixed(1);
    const width = Math.max(1, (durationMs ?? 0) * scale - 1).toFixed(1);
    const y = workers.indexOf(worker ?? "") * LANE + 2;
    return html`<rect x="${x}" y="${y}" width="${width}" height="${LANE - 5}" class="${state === "success" ? "" : "failed"}"><title>${well}: ${durationMs} ms</title></rect>`;
  });
  const bottom = workers.length * LANE + 14;
  return html`<svg viewBox="0 0 ${WIDTH} ${bottom + 6}" role="img" width="100%"><title>${run.length} wells on ${workers.length} workers in ${seconds(end)}</title>${workers.map((worker, i) => html`<text x="0" y="${i * LANE + 12}">${worker}</text>`)}${bars}<text x="${LEFT}" y="${bottom}">0 s</text><text x="${WIDTH - 40}" y="${bottom}">${seconds(end)}</text></svg>`;
}

function seconds(durationMs: number): string {
  return `${(durationMs / 1000).toFixed(1)} s`;
}

function megabytes(bytes: number): string {
  return `${(bytes / 1e6).toLocaleString("en", { maximumFractionDigits: 1 })} MB`;
}
