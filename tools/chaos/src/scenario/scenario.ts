/**
 * How a run is ended: its whole process group killed, or the parent alone · interrupted, once or twice, the parent alone · the
 * whole group interrupted, as by Ctrl-C on a terminal, or asked to end, as by `timeout`, systemd or Slurm.
 */
export type Ending = "group" | "parent" | "interrupt" | "interruptTwice" | "interruptGroup" | "terminateGroup";

/**
 * When: after the `after`-th well of both phases has finished, of which at most `upTo` can · in a step of the reduction ·
 * at the end of a phase, before or as the next begins · when the last phase has ended and the plate is closed · after that
 * part of the time that a whole run takes.
 */
export type Instant =
  | { readonly at: "well"; readonly after: number; readonly upTo: number }
  | { readonly at: "reduction"; readonly step: "gather" | "listStates" }
  | { readonly at: "phaseEnd"; readonly phase: 0 | 1 }
  | { readonly at: "closing" }
  | { readonly at: "time"; readonly part: number };

/** One run that is ended at some instant, and resumed. */
export interface Scenario {
  readonly number: number;
  readonly ending: Ending;
  readonly instant: Instant;
  /** Milliseconds that pass between the instant and the end. */
  readonly delayMs: number;
  readonly runner: "threads" | "processes";
  readonly backend: "disk" | "zarr";
}
