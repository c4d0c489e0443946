import { countOf, type RunEvent } from "@ohcs/context";
import { shownText } from "../terminal/shown-text.ts";
import type { Style, Writer } from "../terminal/terminal.ts";
import { formatDuration } from "./formats.ts";
import { liveView, signOf } from "./live-view.ts";
import { RunProgress } from "./run-progress.ts";
import { wellFailure } from "./well-failure.ts";

type RunStarted = Extract<RunEvent, { readonly type: "runStarted" }>;

/** Shows the progress of a run: receives every event, closed at the end. */
export interface RunWatch {
  event(event: RunEvent): void;
  /** Says something beside the events, in a line of its own. */
  say(text: string): void;
  close(): void;
}

const FRAME_MS = 100;

/**
 * Makes ready to show runs, before any of them begins: its first events come at once. A live view on a terminal, a line per
 * finished well anywhere else.
 */
export async function watchRuns(writer: Writer): Promise<() => RunWatch> {
  const { isTerminal, stream } = writer;
  if (!isTerminal || stream === null) return () => watchByLines(writer);
  const { createLogUpdate } = await import("log-update");
  return () => watchLive(writer, createLogUpdate(stream));
}

function watchByLines(writer: Writer): RunWatch {
  const progress = new RunProgress();
  const say = (text: string) => writer.write(`${text}\n`);
  return {
    say,
    event(event) {
      progress.apply(event);
      const line = eventLine(event, progress, writer.style);
      if (line !== null) say(line);
    },
    close() {},
  };
}

interface LiveArea {
  (text: string): void;
  clear(): void;
  done(): void;
}

function watchLive(writer: Writer, area: LiveArea): RunWatch {
  const progress = new RunProgress();
  const started = performance.now();
  const draw = () => {
    progress.tick(performance.now() - started);
    area(shownText(liveView(progress, writer.style)));
  };
  const say = (text: string) => {
    area.clear();
    writer.write(`${text}\n`);
    draw();
  };
  const timer = setInterval(draw, FRAME_MS);
  timer.unref();
  return {
    say,
    event(event) {
      progress.apply(event);
      const line = noticeLine(event);
      if (line !== null) say(line);
    },
    close() {
      clearInterval(timer);
      draw();
      area.done();
    },
  };
}

/** What is said about an event where no live view is: one line, or null. `progress` has taken it in already. */
function eventLine(event: RunEvent, progress: RunProgress, style: Style): string | null {
  if (event.type === "runStarted") return startedLine(event);
  if (event.type === "wellFinished") return progress.reducing ? null : finishedLine(event, progress, style);
  return noticeLine(event);
}

function startedLine({ plateId, wells, unit, workers, runner, gpuWells = 0 }: RunStarted): string {
  const gpus = gpuWells > 0 ? `, ${gpuWells} of them with GPUs` : "";
  return `${plateId}: ${countOf(wells, unit ?? "well")} on ${workers} × ${runner}${gpus}`;
}

/** Messages for the user in any view: retries, warnings, another runner than requested; or null. */
function noticeLine(event: RunEvent): string | null {
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
