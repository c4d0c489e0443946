import type { RunEvent, WellResult, WellStatus } from "@ohcs/context";

/** The state of a well. */
export type WellState =
  | { readonly kind: "queued" }
  | { readonly kind: "running"; readonly since: number; readonly step: RunningStep | null }
  | { readonly kind: WellStatus };

/** The step that a well is in, from 0, of how many. */
export interface RunningStep {
  readonly index: number;
  readonly name: string;
  readonly steps: number;
}

/** What is known of a run while its events arrive: a plain consumer of the stream, for any view. */
export class RunProgress {
  plateId = "";
  runner = "";
  workers = 0;
  /** Selected wells of the run. */
  asked = 0;
  /** Wells of the phase: more where a reduction needs all of the plate; those included that an earlier run finished. */
  total = 0;
  /** Phases of wells that have begun: a well is run once in each. */
  rounds = 0;
  /** When the phase began, in milliseconds since the run started. */
  began = 0;
  /** Milliseconds since the run started, as the last event or {@link tick} says. */
  now = 0;
  /** Bytes that finished steps have read. */
  readBytes = 0;
  phase: { readonly name: string; readonly kind: "map" | "reduce" } | null = null;
  readonly wells = new Map<string, WellState>();
  /** Wells of the phase that have ended. */
  finished: WellResult[] = [];
  readonly failures: WellResult[] = [];

  apply(event: RunEvent): void {
    this.now = Math.max(this.now, event.t);
    switch (event.type) {
      case "runStarted":
        [this.plateId, this.runner] = [event.plateId, event.runner];
        [this.workers, this.asked, this.total] = [event.workers, event.wells, event.wells];
        break;
      case "phaseStarted":
        this.phase = { name: event.name, kind: event.kind };
        if (event.kind === "map") this.begin(event.contexts, event.t);
        break;
      case "wellQueued":
        if (!this.reducing) this.wells.set(event.well, { kind: "queued" });
        break;
      case "wellStarted":
        if (!this.reducing) this.wells.set(event.well, { kind: "running", since: event.t, step: null });
        break;
      case "stepStarted":
        this.enter(event.well, { ...event.step, steps: event.steps });
        break;
      case "stepFinished":
        this.readBytes += event.readBytes;
        break;
      case "wellFinished":
        this.finish(event.result);
        break;
    }
  }

  /** Moves the clock when no event arrives. */
  tick(now: number): void {
    this.now = Math.max(this.now, now);
  }

  get reducing(): boolean {
    return this.phase?.kind === "reduce";
  }

  /** Part of the phase's work that is done, 0 … 1: a running well counts by its steps. */
  get fraction(): number {
    if (this.total === 0) return 0;
    const running = [...this.wells.values()].map((well) =>
      well.kind === "running" && well.step !== null ? well.step.index / well.step.steps : 0,
    );
    return (this.finished.length + running.reduce((sum, part) => sum + part, 0)) / this.total;
  }

  /** Milliseconds that the rest of the phase will take at the rate so far; null while nothing is known. */
  get timeLeft(): number | null {
    const { fraction } = this;
    return fraction === 0 ? null : ((this.now - this.began) * (1 - fraction)) / fraction;
  }

  /** Wells are counted anew in every phase in which they have something to do. */
  private begin(contexts: number, t: number): void {
    this.rounds++;
    [this.total, this.began, this.finished] = [contexts, this.rounds === 1 ? 0 : t, []];
  }

  private enter(well: string, step: RunningStep): void {
    const state = this.wells.get(well);
    if (state?.kind === "running") this.wells.set(well, { ...state, step });
  }

  private finish(result: WellResult): void {
    if (result.status === "error") this.failures.push(result);
    if (this.reducing) return;
    this.wells.set(result.wellId, { kind: result.status });
    this.finished.push(result);
    // Results of wells that were not asked for are taken over, too, where a reduction needs them.
    this.total = Math.max(this.total, this.finished.length);
  }
}
