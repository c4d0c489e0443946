import { countOf, type RunEvent } from "@ohcs/context";
import type { Style } from "../terminal/terminal.ts";
import { formatDuration } from "./formats.ts";
import { signOf } from "./live-view.ts";
import type { RunProgress } from "./run-progress.ts";
import { wellFailure } from "./well-failure.ts";

/** What is said about an event where no live view is: one line, or null. `progress` has taken it in already. */
export function eventLine(event: RunEvent, progress: RunProgress, style: Style): string | null {
  if (event.type === "runStarted") return startedLine(event);
  if (event.type === "wellFinished") return progress.reducing ? null : finishedLine(event, progress, style);
  return noticeLine(event);
}

function startedLine({ plateId, wells, unit, workers, runner, gpuWells = 0 }: RunStarted): string {
  const gpus = gpuWells > 0 ? `, ${gpuWells} of them with GPUs` : "";
  return `${plateId}: ${countOf(wells, unit ?? "well")} on ${workers} × ${runner}${gpus}`;
}

type RunStarted = Extract<RunEvent, { readonly type: "runStarted" }>;

/** Messages for the user in any view: retries, warnings, another runner than requested; or null. */
export function noticeLine(event: RunEvent): string | null {
  switch (event.type) {
    case "fallbackInline":
      return `running in the main thread: ${event.reason}`;
    case "wellRetried":
      return `${event.well}  failed with ${event.code}, trying again`;
    case "wellFellBack":
      return `${event.well}  failed on ${event.adapter} with ${event.code}, trying on the CPU`;
    case "log":
      return event.level === "error" || event.level === "warn"
        ? `${event.well ?? "run"}  ${event.level}: ${event.text}`
        : null;
    default:
      return null;
  }
}

function finishedLine(
  { well, result }: Extract<RunEvent, { type: "wellFinished" }>,
  { finished, total, wells }: RunProgress,
  style: Style,
): string {
  const place = `${String(finished.length).padStart(String(total).length)}/${total}`;
  const end = result.status === "error" ? wellFailure(result) : result.status;
  return `${place}  ${signOf(wells.get(well), style)} ${well}  ${formatDuration(result.durationMs).padStart(8)}  ${end}`;
}
