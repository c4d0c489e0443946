import type { RunEvent } from "@ohcs/context";
import { shownText } from "../terminal/shown-text.ts";
import type { Writer } from "../terminal/terminal.ts";
import { eventLine, noticeLine } from "./event-line.ts";
import { liveView } from "./live-view.ts";
import { RunProgress } from "./run-progress.ts";

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
