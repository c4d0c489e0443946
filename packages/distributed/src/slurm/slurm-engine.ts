import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { type SubmitArray, SubmittedArrays } from "../chunk/submitted-arrays.ts";
import type { Engine, EngineStart, JobState, RemoteJob } from "../session/engine.ts";
import type { RemoteRunnerOptions } from "../session/remote-runner.ts";
import { type Relay, submitDriver } from "./relay.ts";
import { mostTasks, quoted, type SlurmTask, slurm, submitScript, tasksOf } from "./slurm-commands.ts";

export interface SlurmRunnerOptions extends RemoteRunnerOptions {
  /** Wells of a task at the same time, each on a core of its own. @default 4 */
  readonly slots?: number;
  /** Wells of a task: clusters ask for tasks of some minutes. @default 24 */
  readonly wellsPerTask?: number;
  /** Tasks at the same time, at most. @default as many as Slurm gives */
  readonly parallel?: number;
  /** More options of `sbatch`: time, memory, partition, account. @default none */
  readonly sbatch?: readonly string[];
  /** More options of `sbatch` for wells that were compiled for a GPU. @default ["--gres=gpu:1"] */
  readonly gpu?: readonly string[];
  /** What runs a task on a node, with its first arguments. @default this program's `ohcs worker`, which nodes have at the same path */
  readonly command?: readonly string[];
  /** How long tasks may be held back, or their nodes be down, before their wells fail, ms. @default 60000 */
  readonly heldMs?: number;
}

/** How wells become tasks. */
export interface SlurmPlace extends Required<Omit<SlurmRunnerOptions, keyof RemoteRunnerOptions>> {
  /** Null where this process waits for its tasks. */
  readonly relay: Relay | null;
}

const NEVER_BEGINS = /held|PartitionDown|PartitionInactive|BadConstraints|ReqNodeNotAvail|DOWN|DRAINED/i;
const SIGNAL_S = 60;

/** Wells as tasks of arrays, each a chunk of wells; where only one may be lost, a task for each. */
export class SlurmEngine implements Engine {
  readonly #place: SlurmPlace;
  readonly #start: EngineStart;
  readonly #most: number;
  readonly #arrays: SubmittedArrays;
  /** Since when a task is held back, and why, by its name. */
  readonly #held = new Map<string, { readonly since: number; readonly reason: string }>();
  readonly #reported = new Set<string>();

  /** @throws `SLURM_FAILED` */
  static async open(place: SlurmPlace, start: EngineStart): Promise<SlurmEngine> {
    await mkdir(join(start.folder, "logs"), { recursive: true });
    const arrays = await SubmittedArrays.open(start.folder, start.isAttached);
    return new SlurmEngine(place, start, arrays, await mostTasks());
  }

  private constructor(place: SlurmPlace, start: EngineStart, arrays: SubmittedArrays, most: number) {
    this.#place = place;
    this.#start = start;
    this.#arrays = arrays;
    this.#most = most;
  }

  async submit(jobs: readonly RemoteJob[]): Promise<void> {
    const { wellsPerTask } = this.#place;
    await this.#arrays.submit(jobs, { wellsPerTask, most: this.#most - 1 }, this.#submitArray);
  }

  async look(jobs: readonly RemoteJob[]): Promise<ReadonlyMap<string, JobState>> {
    const tasks = await tasksOf([...new Set(this.#arrays.placesOf(jobs).map(({ array }) => array))]);
    const byName = new Map(tasks.map((task) => [nameOf(task), task]));
    const states = jobs.flatMap(({ ref }) => {
      const place = this.#arrays.jobs.get(ref.job);
      return place === undefined ? [] : [[ref.job, this.#stateOf(nameOf(place), byName.get(nameOf(place)))] as const];
    });
    const failed = [...this.#held.keys()].filter((name) => byName.has(name) && this.#isHeldTooLong(name));
    if (failed.length > 0) await slurm("scancel", failed).catch(() => "");
    const isAllGiven = states.length === jobs.length && states.every(([, { state }]) => isThere(state));
    // Where nodes may not submit, this driver waits itself.
    if (isAllGiven && this.#held.size === 0) await this.#handOver(tasks).catch(({ message }) => this.#report(message));
    return new Map(states);
  }

  /** Tasks none of whose wells are wanted any more, and that have not begun, never do. */
  async withdraw(jobs: readonly RemoteJob[]): Promise<readonly string[]> {
    const stopped = new Set(jobs.map(({ ref }) => ref.job));
    const wanted = [...this.#arrays.jobs].filter(([job]) => !stopped.has(job)).map(([, place]) => nameOf(place));
    const names = this.#arrays.placesOf(jobs).map(nameOf);
    const whole = [...new Set(names)].filter((name) => !wanted.includes(name));
    if (whole.length > 0) await slurm("scancel", ["--state=PENDING", ...whole]);
    return [];
  }

  async close(): Promise<void> {
    const left = await tasksOf(this.#arrays.all.map(({ array }) => array));
    if (left.length > 0) await slurm("scancel", [...new Set(left.map(({ array }) => array))]);
  }

  #submitArray: SubmitArray = ({ file, tasks, onGpu }) => {
    const { folder, run } = this.#start;
    const { slots, parallel, sbatch, gpu, command } = this.#place;
    const limit = parallel === Number.POSITIVE_INFINITY ? "" : `%${parallel}`;
    const script = `#!/bin/sh\nexec ${quoted([...command, "--chunks", file, "--slots", `${slots}`])}\n`;
    const args = [
      `--array=0-${tasks - 1}${limit}`,
      "--requeue",
      "--open-mode=append",
      `--signal=B:TERM@${SIGNAL_S}`,
      `--cpus-per-task=${slots}`,
      `--job-name=ohcs-${run}`,
      `--output=${join(folder, "logs")}/%A_%a.log`,
      ...sbatch,
      ...(onGpu ? gpu : []),
    ];
    return submitScript(args, script);
  };

  /** Has the next driver begin once these tasks are over, and ends this one as if it were lost: nothing of the run is closed. */
  async #handOver(tasks: readonly SlurmTask[]): Promise<void> {
    const { relay, sbatch } = this.#place;
    if (relay === null || tasks.length === 0) return;
    const after = [relay.job, ...new Set(tasks.map(({ array }) => array))];
    const job = await submitDriver({ ...relay, sbatch, after });
    process.stderr.write(`continues as job ${job}, after ${after.join(", ")}\n`);
    process.exit(0);
  }

  #stateOf(name: string, task: SlurmTask | undefined): JobState {
    if (task !== undefined) this.#noteHeld(name, task);
    if (this.#isHeldTooLong(name)) {
      return { state: "failed", reason: `Slurm held its task ${name} back: ${this.#held.get(name)?.reason}` };
    }
    if (task === undefined) return { state: "ended" };
    return { state: task.state === "PENDING" ? "waiting" : "active" };
  }

  /** A task that is held too long is taken back, and stays failed. */
  #noteHeld(name: string, { state, reason }: SlurmTask): void {
    if (state !== "PENDING" || !NEVER_BEGINS.test(reason)) {
      this.#held.delete(name);
      return;
    }
    this.#held.set(name, this.#held.get(name) ?? { since: performance.now(), reason });
    this.#report(`Slurm holds tasks back: ${reason}`);
  }

  /** Once each. */
  #report(text: string): void {
    if (!this.#reported.has(text)) this.#start.warn(text);
    this.#reported.add(text);
  }

  #isHeldTooLong(name: string): boolean {
    const held = this.#held.get(name);
    return held !== undefined && performance.now() - held.since > this.#place.heldMs;
  }
}

function isThere(state: JobState["state"]): boolean {
  return state === "waiting" || state === "active";
}

function nameOf({ array, index }: Pick<SlurmTask, "array" | "index">): string {
  return `${array}_${index}`;
}
