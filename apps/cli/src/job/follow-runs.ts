import { readFile } from "node:fs/promises";
import type { PlateRun } from "@ohcs/executor";
import type { Interrupts } from "../program/interrupts.ts";
import type { Session } from "../program/session.ts";
import { failureTrace } from "../views/failure-trace.ts";
import { type RunWatch, watchRuns } from "../views/watch-runs.ts";
import { type EventsFile, type EventsPlace, openEventsFile } from "./events-file.ts";

/** Shows a run until it has ended. Called as soon as the run is there: its first events come at once. */
type Follow = (run: PlateRun) => Promise<void>;

/** Where events are kept, and where not. */
export interface KeptEvents extends EventsPlace {
  /** What `--events` names. */
  readonly events: string | undefined;
}

/** Has `work` carry runs out while they are shown, and their events kept where `--events` says so. @throws `EVENTS_UNWRITABLE`, `OUTPUT_LOCKED` */
export async function followRuns<Result>(
  { events, ...place }: KeptEvents,
  interrupts: Interrupts,
  session: Session,
  work: (follow: Follow) => Promise<Result>,
): Promise<Result> {
  const openWatch = await watchRuns(session.terminal.err);
  const file = events === undefined ? null : await openEventsFile(events, place, session);
  try {
    return await work((run) => followed(run, openWatch(), file, interrupts, session.verbose));
  } finally {
    await file?.close();
  }
}

async function followed(
  run: PlateRun,
  watch: RunWatch,
  file: EventsFile | null,
  { signal }: Interrupts,
  verbose: boolean,
): Promise<void> {
  // The command that began the run is notified; until the run has been followed to its end there is no other listener.
  run.result.catch(() => undefined);
  const sayEnding = () => watch.say("ending the run; press Ctrl-C again to stop at once");
  signal.addEventListener("abort", sayEnding);
  if (signal.aborted) sayEnding();
  try {
    for await (const event of run.events) {
      watch.event(event);
      if (verbose && event.type === "wellFinished" && event.result.error !== null)
        watch.say(`${event.well}  ${await failureTrace(event.result.error, textAt)}`);
      await file?.write(event);
    }
  } finally {
    signal.removeEventListener("abort", sayEnding);
    watch.close();
  }
}

/** The module as the run stored it for its workers. */
function textAt(_: string, url: string): Promise<string> {
  return readFile(new URL(url), "utf8");
}
