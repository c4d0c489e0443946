import type { JobReference } from "../store/journals.ts";

/** A job as an engine is given it. */
export interface RemoteJob {
  readonly ref: JobReference;
  /** How often it was given out, this time included. */
  readonly round: number;
  /** Is this its last attempt, so that it runs alone: it may bring its worker down? */
  readonly isLast: boolean;
  /** Was it compiled for a GPU? */
  readonly onGpu: boolean;
}

/** The state of a job as its engine knows it; unknown jobs have none. */
export type JobState =
  | { readonly state: "waiting" | "active" }
  /** It has ended, and is not in the queue any more. */
  | { readonly state: "ended" }
  /** It failed for good: nothing is gained by giving it out again. */
  | { readonly state: "failed"; readonly reason: string };

/** What brings jobs to the machines. Delivery is at least once; it does not have to know results. */
export interface Engine {
  /** Queues jobs; those that were queued before stay as they are. */
  submit(jobs: readonly RemoteJob[]): Promise<void>;
  /** By their names; the engine is asked seldom, since results come by the output. @throws where it cannot be reached */
  look(jobs: readonly RemoteJob[]): Promise<ReadonlyMap<string, JobState>>;
  /** Withdraws jobs that have not started. Returns the names of those that certainly will not start. */
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
