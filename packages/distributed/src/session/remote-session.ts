import { setMaxListeners } from "node:events";
import { type RunnerSession, sha256Hex, type WellResult, type WellTask, type WorkerEvent } from "@ohcs/context";
import { cancelledResult, toWellError, WellTimer } from "@ohcs/executor";
import { fail } from "../errors.ts";
import type { SharedPlace } from "../place/mounts.ts";
import { type JobReference, type JournalLine, Journals } from "../store/journals.ts";
import { ALL, type RemoteFolder } from "../store/remote-folder.ts";
import { taskText } from "../store/task-text.ts";
import type { Engine, JobState, RemoteJob } from "./engine.ts";

/** How patiently a session waits for what its machines bring. */
export interface Patience {
  /** How often results are looked for, ms. @default 500 */
  readonly pollMs?: number;
  /** How often the engine is asked, ms. @default 5000 */
  readonly lookMs?: number;
  /** How long the storage may take to show the result of a job that has ended, ms. @default 10000 */
  readonly graceMs?: number;
  /** How often a well is given out whose worker brought nothing. @default 3 */
  readonly rounds?: number;
  /** How long wells that run may take to end where the session is closed, ms. @default 15000 */
  readonly closeMs?: number;
}

/** What a session needs of its run. */
export interface RemoteSessionOptions {
  readonly engine: Engine;
  readonly folder: RemoteFolder;
  readonly run: string;
  readonly output: SharedPlace;
  /** The hash of the workers' start-up data. */
  readonly startup: string;
  readonly width: number;
  readonly patience: Required<Patience>;
  readonly onEvent: (event: WorkerEvent) => void;
}

/** A well that was given out, and has no result yet. */
interface Pending extends RemoteJob {
  readonly task: Pick<WellTask, "wellId" | "attempt">;
  readonly timer: WellTimer;
  readonly resolve: (result: WellResult) => void;
  readonly isStopped: boolean;
  /** Was the engine given it? Before, it cannot know it. */
  readonly isGiven: boolean;
  /** Since when the engine has nothing of it any more; null as long as it has. */
  readonly goneSince: number | null;
  /** Why a worker could not begin it. */
  readonly reason: string | null;
}

interface Asked {
  readonly task: WellTask;
  readonly signal: AbortSignal;
  readonly resolve: (result: WellResult) => void;
}

/** Wells on other machines: given out together, and done when their result lies in the output, whatever the engine says. */
export class RemoteSession implements RunnerSession {
  readonly width: number;
  readonly #options: RemoteSessionOptions;
  readonly #journals: Journals;
  readonly #pending = new Map<string, Pending>();
  /** Jobs of this session, so that no two of them have the same name. */
  readonly #names = new Set<string>();
  readonly #shared = new Map<string, string>();
  #asked: Asked[] = [];
  #stopped: string[] = [];
  #given: Promise<void> = Promise.resolve();
  #polling: Promise<void> = Promise.resolve();
  #isPollDue = false;
  #timers: readonly ReturnType<typeof setInterval>[];
  #closed: Promise<void> | null = null;
  #isLooking = false;

  constructor(options: RemoteSessionOptions) {
    const { pollMs, lookMs } = options.patience;
    this.width = options.width;
    this.#options = options;
    this.#journals = new Journals(options.folder.results(options.run));
    this.#timers = [setInterval(() => this.hint(), pollMs), setInterval(() => void this.#look(), lookMs)];
  }

  run(task: WellTask, signal: AbortSignal): Promise<WellResult> {
    if (this.#closed !== null || signal.aborted) return Promise.resolve(cancelled({ task }));
    // Every well of the run listens, however many there are.
    setMaxListeners(0, signal);
    return new Promise((resolve) => {
      this.#asked.push({ task, signal, resolve });
      // All that are asked for in one turn go out together.
      if (this.#asked.length === 1) setImmediate(() => this.#giveOut());
    });
  }

  /** There may be results. */
  hint(): void {
    if (this.#isPollDue) return;
    this.#isPollDue = true;
    this.#polling = this.#polling.then(async () => {
      this.#isPollDue = false;
      // Where the storage does not answer, it is asked again later.
      const lines = await this.#journals.news().catch(() => []);
      for (const line of lines) this.#receive(line);
    });
  }

  close(): Promise<void> {
    this.#closed ??= this.#close();
    return this.#closed;
  }

  #giveOut(): void {
    const asked = this.#asked;
    this.#asked = [];
    this.#given = this.#given.then(() => this.#giveOutNow(asked)).catch(() => undefined);
  }

  async #giveOutNow(asked: readonly Asked[]): Promise<void> {
    const timers = asked.map(({ task }) => new WellTimer(task, "none"));
    const refs = await this.#references(asked.map(({ task }) => task)).catch((error: unknown) => {
      for (const [i, { resolve }] of asked.entries()) resolve(failed(timers[i] as WellTimer, error));
      return [];
    });
    const jobs = refs.map((ref, i) => {
      const { task, signal, resolve } = asked[i] as Asked;
      const timer = timers[i] as WellTimer;
      const onGpu = task.gpu?.fallback === null;
      const job = { ref, round: 1, isLast: this.#options.patience.rounds === 1, onGpu };
      const stop = () => this.#stop(ref.job);
      const done = (result: WellResult) => {
        signal.removeEventListener("abort", stop);
        resolve(result);
      };
      this.#pending.set(ref.job, {
        ...job,
        task: { wellId: task.wellId, attempt: task.attempt },
        timer,
        resolve: done,
        isStopped: false,
        isGiven: false,
        goneSince: null,
        reason: null,
      });
      signal.addEventListener("abort", stop);
      if (signal.aborted) stop();
      return job;
    });
    await this.#submit(jobs);
    this.hint();
  }

  /** Where the engine does not take them, they are missing when it is asked, and given out again. */
  async #submit(jobs: readonly RemoteJob[]): Promise<void> {
    if (jobs.length > 0) await this.#options.engine.submit(jobs).catch(() => undefined);
    for (const { ref } of jobs) {
      const one = this.#pending.get(ref.job);
      if (one !== undefined) this.#pending.set(ref.job, { ...one, isGiven: true });
    }
  }

  /** One file holds the tasks that are given out together. */
  async #references(tasks: readonly WellTask[]): Promise<readonly JobReference[]> {
    const { folder, run, output, startup } = this.#options;
    const texts: string[] = [];
    for (const task of tasks) texts.push(await taskText(task, startup, folder, this.#shared));
    const blob = await folder.keep(texts.join(""));
    let at = 0;
    return texts.map((text, i) => {
      const bytes = Buffer.byteLength(text);
      const sha256 = sha256Hex(text);
      const { wellId: well } = tasks[i] as WellTask;
      const ref = {
        v: 1,
        run,
        job: this.#nameOf(well, sha256),
        well,
        output,
        blob,
        at,
        bytes,
        sha256,
      } as const;
      at += bytes;
      return ref;
    });
  }

  /** The same task has the same name again where the run is attached to. */
  #nameOf(well: string, sha256: string): string {
    const base = `${well.replaceAll(/[^\w-]/g, "_").slice(0, 40)}-${sha256.slice(0, 20)}`;
    let name = base;
    for (let again = 2; this.#names.has(name); again++) name = `${base}-${again}`;
    this.#names.add(name);
    return name;
  }

  #receive(line: JournalLine): void {
    const pending = this.#pending.get(line.job);
    if (pending === undefined) return;
    if ("failed" in line) {
      this.#pending.set(line.job, { ...pending, reason: line.failed });
      return;
    }
    for (const event of line.events) this.#options.onEvent(event);
    this.#settle(pending, line.result);
  }

  #settle(pending: Pending, result: WellResult): void {
    this.#pending.delete(pending.ref.job);
    pending.resolve(result);
  }

  async #look(): Promise<void> {
    if (this.#isLooking) return;
    this.#isLooking = true;
    await this.#lookNow().catch(() => undefined);
    this.#isLooking = false;
  }

  async #lookNow(): Promise<void> {
    const pending = [...this.#pending.values()].filter(({ isGiven }) => isGiven);
    if (pending.length === 0) return;
    const { engine, folder, run } = this.#options;
    if ((await folder.stops(run)).has(`${ALL}.stop`)) for (const { ref } of pending) this.#stop(ref.job);
    const states = await engine.look(pending).catch(() => null);
    if (states === null) return;
    this.hint();
    await this.#polling;
    const again = pending.flatMap(({ ref }) => {
      const one = this.#pending.get(ref.job);
      return one === undefined ? [] : this.#judged(one, states.get(ref.job));
    });
    await this.#submit(again);
  }

  /** Settles a well of which nothing more can come; returns it, if it is to be given out again. */
  #judged(pending: Pending, state: JobState | undefined): readonly RemoteJob[] {
    const { ref, round, onGpu, isStopped, timer, reason } = pending;
    if (state?.state === "waiting" || state?.state === "active") {
      this.#pending.set(ref.job, { ...pending, goneSince: null });
      return [];
    }
    if (isStopped && state?.state !== "ended") {
      this.#settle(pending, cancelled(pending));
      return [];
    }
    // The engine does not know it: the queue was wiped.
    if (state === undefined) return [pending];
    const now = performance.now();
    const goneSince = pending.goneSince ?? now;
    this.#pending.set(ref.job, { ...pending, goneSince });
    const { graceMs, rounds } = this.#options.patience;
    if (now - goneSince < graceMs) return [];
    if (isStopped || state.state === "failed" || round >= rounds) {
      const last = state.state === "failed" ? state.reason : reason;
      this.#settle(pending, isStopped ? cancelled(pending) : failed(timer, lost(ref.well, round, last)));
      return [];
    }
    const next = { ref, round: round + 1, isLast: round + 1 >= rounds, onGpu };
    this.#pending.set(ref.job, { ...pending, ...next, goneSince: null });
    return [next];
  }

  #stop(job: string): void {
    this.#stopped.push(job);
    if (this.#stopped.length === 1) setImmediate(() => void this.#stopNow().catch(() => undefined));
  }

  /** What did not begin is taken back; for the others, workers find a file that says so. */
  async #stopNow(): Promise<void> {
    const jobs = this.#stopped.splice(0);
    const { engine, folder, run } = this.#options;
    await this.#given;
    const pending = jobs.flatMap((job) => this.#pending.get(job) ?? []).filter(({ isStopped }) => !isStopped);
    for (const one of pending) this.#pending.set(one.ref.job, { ...one, isStopped: true });
    const withdrawn = new Set(await engine.withdraw(pending).catch(() => []));
    for (const { ref } of pending) {
      const one = this.#pending.get(ref.job);
      if (one === undefined) continue;
      if (withdrawn.has(ref.job)) this.#settle(one, cancelled(one));
      else await folder.stop(run, ref.job, "stop");
    }
  }

  async #close(): Promise<void> {
    const { engine, folder, run, patience } = this.#options;
    for (const { task, resolve } of this.#asked.splice(0)) resolve(cancelled({ task }));
    await this.#given;
    if (this.#pending.size > 0) {
      await folder.stop(run, ALL, "end").catch(() => undefined);
      const all = [...this.#pending.values()].map((one) => ({ ...one, isStopped: true }));
      for (const one of all) this.#pending.set(one.ref.job, one);
      for (const job of await engine.withdraw(all).catch(() => [])) {
        const one = this.#pending.get(job);
        if (one !== undefined) this.#settle(one, cancelled(one));
      }
      await this.#ended(patience.closeMs);
    }
    for (const timer of this.#timers) clearInterval(timer);
    for (const one of this.#pending.values()) this.#settle(one, cancelled(one));
    await engine.close().catch(() => undefined);
    await folder.end(run);
  }

  /** Waits until nothing runs any more, or the engine knows of nothing. */
  async #ended(ms: number): Promise<void> {
    for (const end = performance.now() + ms; this.#pending.size > 0 && performance.now() < end; ) {
      await new Promise((resolve) => setTimeout(resolve, 100));
      this.hint();
      await this.#polling;
      const left = [...this.#pending.values()];
      const states = await this.#options.engine.look(left).catch(() => new Map<string, JobState>());
      for (const one of left)
        if (this.#pending.has(one.ref.job) && !isThere(states.get(one.ref.job))) this.#settle(one, cancelled(one));
    }
  }
}

function isThere(state: JobState | undefined): boolean {
  return state?.state === "waiting" || state?.state === "active" || state?.state === "ended";
}

function cancelled({ task }: Pick<Pending, "task">): WellResult {
  return cancelledResult(task.wellId, task.attempt, "none");
}

function failed(timer: WellTimer, error: unknown): WellResult {
  return timer.ended("error", toWellError(error));
}

function lost(well: string, rounds: number, reason: string | null): Error {
  const why = reason === null ? "" : `; ${reason}`;
  const message = `Cannot run '${well}': expected a result, got none in ${rounds} rounds${why}`;
  return fail("JOB_LOST", message, { details: { well, rounds, reason } });
}
