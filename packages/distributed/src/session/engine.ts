import type { JobReference } from "../store/journals.ts";

/** A job as an engine is given it. */
export interface RemoteJob {
  readonly ref: JobReference;
  /** How often it was given out, this time included. */
  readonly round: number;
  /** May nothing else be lost where it takes its worker along? */
  readonly isLast: boolean;
  /** Was it compiled for a GPU? */
  readonly onGpu: boolean;
}

/** What an engine knows of a job; of one that it does not know, nothing. */
export type JobState =
  | { readonly state: "waiting" | "active" }
  /** It was brought to an end, and lies nowhere any more. */
  | { readonly state: "ended" }
  /** It failed for good: nothing is gained by giving it out again. */
  | { readonly state: "failed"; readonly reason: string };

/** What brings jobs to the machines. Delivery is at least once; it does not have to know results. */
export interface Engine {
  /** Gives out jobs; those that were given out before stay as they are. */
  submit(jobs: readonly RemoteJob[]): Promise<void>;
  /** By their names; the engine is asked seldom, since results come by the output. @throws where it cannot be reached */
  look(jobs: readonly RemoteJob[]): Promise<ReadonlyMap<string, JobState>>;
  /** Takes back what did not begin. Returns the names of jobs that surely will not. */
  withdraw(jobs: readonly RemoteJob[]): Promise<readonly string[]>;
  close(): Promise<void>;
}

/** What an engine is started with. */
export interface EngineStart {
  /** The run on its machines. */
  readonly run: string;
  /** A folder of the run that all machines see. */
  readonly folder: string;
  /** Does it go on with jobs that a driver before it gave out? */
  readonly isAttached: boolean;
  /** There may be results: looks for them at once. */
  readonly hint: () => void;
  /** Reports something about the engine to the user. */
  readonly warn: (text: string) => void;
}
