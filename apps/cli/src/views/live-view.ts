import { countOf } from "@ohcs/context";
import type { Style } from "../terminal/terminal.ts";
import { formatBytes, formatClock, formatDuration } from "./formats.ts";
import { plateGrid } from "./plate-grid.ts";
import type { RunProgress, WellState } from "./run-progress.ts";
import { wellFailure } from "./well-failure.ts";

const BAR = 28;
const MOST_RUNNING = 8;
const MOST_FAILURES = 3;

/** One frame of a running plate: what, the state of each well, how fast, what fails. */
export function liveView(progress: RunProgress, style: Style): string {
  const lines = [
    title(progress, style),
    ...plateGrid([...progress.wells.keys()], (well) => signOf(progress.wells.get(well), style), style).split("\n"),
    barLine(progress, style),
    ...runningLines(progress, style),
    ...failureLines(progress, style),
  ];
  return lines.map((line) => clipped(line, style.columns - 1)).join("\n");
}

function title({ plateId, runner, workers, asked, rounds }: RunProgress, { colors }: Style): string {
  const round = rounds > 1 ? ` · round ${rounds}` : "";
  return `${colors.bold(plateId)}  ${colors.dim(`${countOf(asked, "well")} · ${workers} × ${runner}${round}`)}`;
}

/** The sign of a well in the plate's map. */
export function signOf(state: WellState | undefined, { colors }: Style): string {
  switch (state?.kind) {
    case "running":
      return colors.yellow("◐");
    case "success":
      return colors.green("●");
    case "error":
      return colors.red("✗");
    case "cancelled":
    case "skipped":
      return colors.dim("○");
    default:
      return colors.dim("·");
  }
}

function barLine(progress: RunProgress, { colors }: Style): string {
  const { finished, total, now, began, readBytes, timeLeft, failures } = progress;
  const full = Math.floor(progress.fraction * BAR);
  const bar = colors.green("━".repeat(full)) + colors.dim("━".repeat(BAR - full));
  const done = finished.filter(({ status }) => status !== "cancelled").length;
  const perMinute = now > began ? (done / (now - began)) * 60_000 : 0;
  const figures = [
    `${finished.length}/${countOf(total, "well")}`,
    `${perMinute.toFixed(1)} wells/min`,
    `${formatBytes(now > 0 ? (readBytes / now) * 1000 : 0)}/s`,
    progress.reducing || timeLeft === null ? formatClock(now) : `${formatClock(now)} + ${formatClock(timeLeft)} left`,
  ];
  const failed = failures.length === 0 ? "" : `  ${colors.red(`${failures.length} failed`)}`;
  return `  ${bar}  ${figures.join(colors.dim(" · "))}${failed}`;
}

function runningLines(progress: RunProgress, { colors }: Style): readonly string[] {
  if (progress.reducing) return [`  ${colors.yellow("◐")} plate  ${progress.phase?.name ?? ""}`];
  const lines = [...progress.wells].flatMap(([well, state]) => {
    if (state.kind !== "running") return [];
    const step = state.step === null ? "" : `${state.step.index + 1}/${state.step.steps} ${state.step.name}`;
    return [
      `  ${colors.yellow("◐")} ${well}  ${step.padEnd(24)} ${colors.dim(formatDuration(progress.now - state.since))}`,
    ];
  });
  const rest = lines.length - MOST_RUNNING;
  return rest > 0 ? [...lines.slice(0, MOST_RUNNING), colors.dim(`    and ${countOf(rest, "more well")}`)] : lines;
}

function failureLines({ failures }: RunProgress, { colors }: Style): readonly string[] {
  return failures
    .slice(-MOST_FAILURES)
    .map((result) => `  ${colors.red("✗")} ${result.wellId}  ${wellFailure(result)}`);
}

/** Cuts a line so that the terminal does not wrap it; colour codes take no room. */
function clipped(line: string, columns: number): string {
  let room = columns;
  // biome-ignore lint/suspicious/noControlCharactersInRegex: colour codes begin with the control character ESC
  return line.replaceAll(/(\u001b\[[\d;]*m)|([^\u001b]+)/g, (_whole, code: string | undefined, text: string) => {
    if (code !== undefined) return code;
    const kept = text.slice(0, Math.max(0, room));
    room -= text.length;
    return kept;
  });
}
