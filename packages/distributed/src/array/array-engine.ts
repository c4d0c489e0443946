import { type ChildProcess, spawn } from "node:child_process";
import { basename } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { type SubmitArray, SubmittedArrays } from "../chunk/submitted-arrays.ts";
import type { Engine, EngineStart, JobState, RemoteJob } from "../session/engine.ts";

/** How wells become tasks of arrays that others run. */
export interface ArrayPlace {
  readonly wellsPerTask: number;
  /** What runs the tasks of an array, with its arguments; null where somebody starts them. */
  readonly command: readonly string[] | null;
}

/** An array whose tasks are run. */
interface RunningArray {
  readonly child: ChildProcess | null;
  readonly over: Promise<void>;
  state: JobState;
}

const MOST_TASKS = 10_000;
/** How long a command may take to end by itself when its wells have ended, ms. */
const LAST_MS = 2_000;
const SAID = 500;

/** Wells as tasks of indexed jobs, of Kubernetes or any scheduler with arrays: a command begins them and ends with them, or somebody starts them. */
export class ArrayEngine implements Engine {
  readonly #place: ArrayPlace;
  readonly #start: EngineStart;
  readonly #arrays: SubmittedArrays;
  readonly #running = new Map<string, RunningArray>();
  /** Jobs that were asked for, and have no result as far as is known here. */
  #wanted = new Set<string>();

  /** A driver that goes on has the command go on with the arrays that the one before it began. @throws `JOB_CORRUPT` */
  static async open(place: ArrayPlace, start: EngineStart): Promise<ArrayEngine> {
    const arrays = await SubmittedArrays.open(start.folder, start.isAttached);
    const engine = new ArrayEngine(place, start, arrays);
    for (const one of arrays.all) await engine.#begin(one);
    return engine;
  }

  private constructor(place: ArrayPlace, start: EngineStart, arrays: SubmittedArrays) {
    this.#place = place;
    this.#start = start;
    this.#arrays = arrays;
  }

  async submit(jobs: readonly RemoteJob[]): Promise<void> {
    const { wellsPerTask } = this.#place;
    for (const { ref } of jobs) this.#wanted.add(ref.job);
    await this.#arrays.submit(jobs, { wellsPerTask, most: MOST_TASKS }, this.#begin);
  }

  async look(jobs: readonly RemoteJob[]): Promise<ReadonlyMap<string, JobState>> {
    this.#wanted = new Set(jobs.map(({ ref }) => ref.job));
    const states = jobs.flatMap(({ ref }) => {
      const place = this.#arrays.jobs.get(ref.job);
      const state = place === undefined ? undefined : this.#running.get(place.array)?.state;
      return state === undefined ? [] : [[ref.job, state] as const];
    });
    return new Map(states);
  }

  /** An array none of whose wells is wanted any more is ended. Where somebody starts tasks, those that were not started are not waited for. */
  async withdraw(jobs: readonly RemoteJob[]): Promise<readonly string[]> {
    const names = jobs.map(({ ref }) => ref.job);
    for (const name of names) this.#wanted.delete(name);
    const wanted = new Set([...this.#wanted].map((name) => this.#arrays.jobs.get(name)?.array));
    for (const [array, { child }] of this.#running) if (!wanted.has(array)) child?.kill("SIGTERM");
    return this.#place.command === null ? names : [];
  }

  async close(): Promise<void> {
    const running = [...this.#running.values()].filter(({ child }) => child !== null);
    await Promise.race([Promise.all(running.map(({ over }) => over)), sleep(LAST_MS)]);
    for (const { child } of running) child?.kill("SIGTERM");
  }

  #begin: SubmitArray = async ({ file, tasks, onGpu }) => {
    const [program, ...args] = this.#place.command ?? [];
    const array = basename(file, ".json");
    if (program === undefined) {
      this.#running.set(array, { child: null, over: Promise.resolve(), state: { state: "active" } });
      this.#start.warn(`Start 'ohcs worker --chunks ${file}' with JOB_COMPLETION_INDEX from 0 to ${tasks - 1}`);
      return array;
    }
    const env = { ...process.env, OHCS_CHUNKS: file, OHCS_TASKS: `${tasks}`, OHCS_CLASS: onGpu ? "gpu" : "cpu" };
    const child = spawn(program, args, { env, stdio: ["ignore", "pipe", "pipe"] });
    const ended = endOf(child);
    const over = ended.then((end) => this.#noteEnd(array, program, end));
    this.#running.set(array, { child, over, state: { state: "active" } });
    return array;
  };

  /** What has no result then is given out again; where there is no such command, it would be in vain. */
  #noteEnd(array: string, program: string, { error, code, said }: CommandEnd): void {
    const running = this.#running.get(array);
    if (running === undefined) return;
    running.state = error === null ? { state: "ended" } : { state: "failed", reason: error };
    if (error === null && code !== 0 && code !== "SIGTERM")
      this.#start.warn(`'${program}' ended with ${code}: ${said.trim().slice(-SAID)}`);
    this.#start.hint();
  }
}

interface CommandEnd {
  /** Why it could not be started; null where it was. */
  readonly error: string | null;
  readonly code: number | NodeJS.Signals | null;
  readonly said: string;
}

function endOf(child: ChildProcess): Promise<CommandEnd> {
  let said = "";
  for (const stream of [child.stdout, child.stderr])
    stream?.on("data", (chunk: Buffer) => {
      said = (said + chunk.toString()).slice(-2 * SAID);
    });
  return new Promise((resolve) => {
    child.on("error", ({ message }) => resolve({ error: message, code: null, said }));
    child.on("close", (code, signal) => resolve({ error: null, code: code ?? signal, said }));
  });
}
