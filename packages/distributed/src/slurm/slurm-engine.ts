import { appendFile, mkdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { type Chunks, keepChunks, readChunks } from "../chunk/run-chunk.ts";
import type { Engine, EngineStart, JobState, RemoteJob } from "../session/engine.ts";
import { mostTasks, type SlurmTask, slurm, submitArray, tasksOf } from "./slurm-commands.ts";

/** How wells become tasks. */
export interface SlurmPlace {
  /** Wells of one task at the same time, each on a core of its own. */
  readonly slots: number;
  readonly wellsPerTask: number;
  /** Tasks at the same time, at most; null for as many as Slurm gives. */
  readonly parallel: number | null;
  /** More options of `sbatch`. */
  readonly sbatch: readonly string[];
  /** What runs a task, with its arguments. */
  readonly command: readonly string[];
  /** How long a task may be held back before its wells fail, ms. */
  readonly heldMs: number;
}

/** An array that was submitted: its number, and the file of its chunks. */
interface SubmittedArray {
  readonly array: string;
  readonly file: string;
}

const NEVER_BEGINS = /held|PartitionDown|PartitionInactive|BadConstraints|ReqNodeNotAvail|DOWN|DRAINED/i;
const SIGNAL_S = 60;

/** Wells as tasks of arrays, each a chunk of wells; where only one may be lost, a task for each. */
export class SlurmEngine implements Engine {
  readonly #place: SlurmPlace;
  readonly #start: EngineStart;
  readonly #most: number;
  /** The task of each job, by its name. */
  readonly #tasks = new Map<string, Pick<SlurmTask, "array" | "index">>();
  /** Since when a task is held back, and why, by its name. */
  readonly #held = new Map<string, { readonly since: number; readonly reason: string }>();
  readonly #told = new Set<string>();

  /** @throws `SLURM_FAILED` */
  static async open(place: SlurmPlace, start: EngineStart): Promise<SlurmEngine> {
    const engine = new SlurmEngine(place, start, await mostTasks());
    for (const folder of ["chunks", "logs"]) await mkdir(join(start.folder, folder), { recursive: true });
    if (start.isAttached) await engine.#attach();
    return engine;
  }

  private constructor(place: SlurmPlace, start: EngineStart, most: number) {
    this.#place = place;
    this.#start = start;
    this.#most = most;
  }

  async submit(jobs: readonly RemoteJob[]): Promise<void> {
    const due = jobs.filter(({ ref, round }) => round > 1 || !this.#tasks.has(ref.job));
    const chunks = [true, false].flatMap((isLast) => {
      const own = due.filter((job) => job.isLast === isLast).map(({ ref }) => ref);
      return partsOf(own, isLast ? 1 : this.#place.wellsPerTask);
    });
    for (const part of partsOf(chunks, this.#most - 1)) await this.#submitPart(part);
  }

  async look(jobs: readonly RemoteJob[]): Promise<ReadonlyMap<string, JobState>> {
    const places = jobs.flatMap(({ ref }) => this.#tasks.get(ref.job) ?? []);
    const tasks = await tasksOf([...new Set(places.map(({ array }) => array))]);
    const byName = new Map(tasks.map((task) => [nameOf(task), task]));
    const states = jobs.flatMap(({ ref }) => {
      const place = this.#tasks.get(ref.job);
      return place === undefined ? [] : [[ref.job, this.#stateOf(nameOf(place), byName.get(nameOf(place)))] as const];
    });
    const failed = [...this.#held.keys()].filter((name) => byName.has(name) && this.#isHeldTooLong(name));
    if (failed.length > 0) await slurm("scancel", failed).catch(() => "");
    return new Map(states);
  }

  /** Tasks none of whose wells are wanted any more, and that have not begun, never do. */
  async withdraw(jobs: readonly RemoteJob[]): Promise<readonly string[]> {
    const stopped = new Set(jobs.map(({ ref }) => ref.job));
    const wanted = [...this.#tasks].filter(([job]) => !stopped.has(job)).map(([, place]) => nameOf(place));
    const names = jobs.flatMap(({ ref }) => this.#tasks.get(ref.job) ?? []).map(nameOf);
    const whole = [...new Set(names)].filter((name) => !wanted.includes(name));
    if (whole.length > 0) await slurm("scancel", ["--state=PENDING", ...whole]);
    return [];
  }

  async close(): Promise<void> {
    const arrays = [...new Set([...this.#tasks.values()].map(({ array }) => array))];
    const left = await tasksOf(arrays);
    if (left.length > 0) await slurm("scancel", [...new Set(left.map(({ array }) => array))]);
  }

  async #submitPart(chunks: Chunks): Promise<void> {
    const { folder, run } = this.#start;
    const { slots, parallel, sbatch, command } = this.#place;
    const file = await keepChunks(join(folder, "chunks"), chunks);
    const limit = parallel === null ? "" : `%${parallel}`;
    const script = `#!/bin/sh\nexec ${[...command, "--chunks", file, "--slots", `${slots}`].map(quoted).join(" ")}\n`;
    const args = [
      `--array=0-${chunks.length - 1}${limit}`,
      "--requeue",
      "--open-mode=append",
      `--signal=B:TERM@${SIGNAL_S}`,
      `--cpus-per-task=${slots}`,
      `--job-name=ohcs-${run}`,
      `--output=${join(folder, "logs")}/%A_%a.log`,
      ...sbatch,
    ];
    const array = await submitArray(args, script);
    this.#add({ array, file }, chunks);
    await appendFile(join(folder, "arrays.jsonl"), `${JSON.stringify({ array, file })}\n`);
  }

  /** Later arrays have the wells of earlier ones again. */
  #add({ array }: SubmittedArray, chunks: Chunks): void {
    for (const [index, refs] of chunks.entries()) for (const { job } of refs) this.#tasks.set(job, { array, index });
  }

  async #attach(): Promise<void> {
    const text = await readFile(join(this.#start.folder, "arrays.jsonl"), "utf8").catch(() => "");
    for (const line of text.split("\n").filter(Boolean)) {
      const submitted = JSON.parse(line) as SubmittedArray;
      this.#add(submitted, await readChunks(submitted.file));
    }
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
    if (!this.#told.has(reason)) this.#start.warn(`Slurm holds tasks back: ${reason}`);
    this.#told.add(reason);
  }

  #isHeldTooLong(name: string): boolean {
    const held = this.#held.get(name);
    return held !== undefined && performance.now() - held.since > this.#place.heldMs;
  }
}

function nameOf({ array, index }: Pick<SlurmTask, "array" | "index">): string {
  return `${array}_${index}`;
}

function partsOf<Item>(items: readonly Item[], size: number): readonly (readonly Item[])[] {
  return Array.from({ length: Math.ceil(items.length / size) }, (_, i) => items.slice(i * size, (i + 1) * size));
}

/** For a POSIX shell. */
function quoted(text: string): string {
  return `'${text.replaceAll("'", `'\\''`)}'`;
}
