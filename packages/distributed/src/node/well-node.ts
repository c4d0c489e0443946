import { hostname } from "node:os";
import {
  isOhcsError,
  type WellResult,
  type WellRunner,
  type WellTask,
  type WorkerEvent,
  type WorkerStartup,
} from "@ohcs/context";
import { threadsRunner } from "@ohcs/executor/threads";
import { fail } from "../errors.ts";
import { localFolder, type Mounts } from "../place/mounts.ts";
import { localStartup, type ResolveModule, type SharedStartup } from "../place/shared-startup.ts";
import { addLine, type JobReference } from "../store/journals.ts";
import { ALL, RemoteFolder } from "../store/remote-folder.ts";
import { taskOf } from "../store/task-text.ts";
import { gpuRunner, type NodeGpus, slotsOf } from "./gpu-runner.ts";
import { Slots } from "./slots.ts";
import { WatchedStops } from "./watched-stops.ts";

/** How a machine runs wells of others. */
export interface WellNodeOptions {
  /** Wells at a time. */
  readonly slots: number;
  /** Where this machine has the folders that jobs name. @default none: all machines have them at the same paths */
  readonly mounts?: Mounts;
  /** Where this machine has a module. */
  readonly resolveModule: ResolveModule;
  /** Runs the wells here; the calling thread stays free, since it answers for them. @default threadsRunner() */
  readonly runner?: WellRunner;
  /** Its GPUs, looked for when the first well needs one. @default none: such wells are returned to the queue */
  readonly gpus?: () => Promise<NodeGpus>;
  /** Most bytes of samples that one well may hold. @default null, no limit */
  readonly memoryBytes?: number | null;
  /** How often requests to stop wells are checked, ms. @default 1000 */
  readonly lookMs?: number;
}

/** A well with all that it needs here. */
interface ReadyWell {
  readonly task: WellTask;
  readonly startup: WorkerStartup;
  readonly startupKey: string;
  readonly signal: AbortSignal;
  /** Is it not to begin any more? */
  readonly isStopped: boolean;
}

const LOOK_MS = 1_000;
/** How long wells may take to remove what they began to write. */
const FROZEN_MS = 2_000;
/** Of shared texts and start-up data. */
const KEPT = 16;

/** A machine that runs wells by reference: what every engine's worker does, whatever brought it the reference. */
export class WellNode {
  readonly #options: WellNodeOptions;
  readonly #slots: Slots;
  #gpuSlots: Promise<Slots | null> | null = null;
  readonly #stops: WatchedStops;
  readonly #texts = new Map<string, Promise<string>>();
  readonly #startups = new Map<string, Promise<WorkerStartup>>();
  /** How often all wells were ended without a result. */
  #frozen = 0;

  constructor(options: WellNodeOptions) {
    this.#options = options;
    this.#slots = new Slots(options.runner ?? threadsRunner(), options.slots);
    this.#stops = new WatchedStops(options.lookMs ?? LOOK_MS);
  }

  /**
   * Runs a well and adds its result to those of its run. Rejects if the well could not be started or its result could not be
   * stored; then nothing of it counts, and any machine may try again.
   * @throws `RUN_SUPERSEDED`, `JOB_CORRUPT`, `MODULE_DIFFERS`, `MOUNT_UNKNOWN`
   */
  async runWellByReference(ref: JobReference, signal: AbortSignal): Promise<WellResult> {
    const folder = new RemoteFolder(localFolder(ref.output, this.#options.mounts ?? {}));
    const isStopped = await refuseOthers(folder, ref);
    const frozen = this.#frozen;
    const results = folder.results(ref.run);
    try {
      const stored = await taskOf(await folder.slice(ref), (sha256) => this.#text(folder, sha256));
      const startup = await this.#startup(folder, stored.startup);
      const ready = { task: stored.task, startup, startupKey: stored.startup, signal, isStopped };
      const { result, events } = await this.#run(folder, ref, ready);
      if (this.#frozen !== frozen)
        throw new Error(`Cannot finish '${ref.well}': this process stood still for too long`);
      await addLine(results, { job: ref.job, result, events });
      return result;
    } catch (error) {
      const failed = error instanceof Error ? error.message : String(error);
      await addLine(results, { job: ref.job, failed: `${hostname()}: ${failed}` }).catch(() => undefined);
      throw error;
    }
  }

  /** Ends all wells without a result: others may run them already. */
  async endFrozen(): Promise<void> {
    this.#frozen++;
    await this.#stops.stopAll(FROZEN_MS);
  }

  async close(): Promise<void> {
    const gpus = await this.#gpuSlots?.catch(() => null);
    await Promise.all([this.#slots.close(), gpus?.close()]);
  }

  async #run(
    folder: RemoteFolder,
    { run, job }: JobReference,
    { task, startup, startupKey, signal, isStopped }: ReadyWell,
  ): Promise<{ readonly result: WellResult; readonly events: readonly WorkerEvent[] }> {
    const [stop, end] = [new AbortController(), new AbortController()];
    const events: WorkerEvent[] = [];
    const unwatch = this.#stops.watch({ folder, run, job, stop, end });
    const { memoryBytes = null } = this.#options;
    if (isStopped) stop.abort();
    try {
      const slots = task.gpu?.fallback === null ? await this.#slotsOfGpus(task) : this.#slots;
      const result = await slots.run({
        task: { ...task, memoryBytes },
        startup,
        startupKey: `${folder.root}\0${startupKey}`,
        stop: AbortSignal.any([stop.signal, signal]),
        end: end.signal,
        onEvent: (event) => void (isKept(event) && events.push(event)),
      });
      return { result: { ...result, worker: `${hostname()}/${result.worker}` }, events };
    } finally {
      unwatch();
    }
  }

  /** Those of wells that were compiled for a GPU. @throws `NODE_WITHOUT_GPU` */
  async #slotsOfGpus({ wellId: well }: WellTask): Promise<Slots> {
    this.#gpuSlots ??= gpuSlotsOf(this.#options.gpus);
    const slots = await this.#gpuSlots;
    if (slots !== null) return slots;
    const message = `Cannot run '${well}': expected a GPU on this machine, got none`;
    throw fail("NODE_WITHOUT_GPU", message, { details: { well } });
  }

  #text(folder: RemoteFolder, sha256: string): Promise<string> {
    return recent(this.#texts, sha256, () => folder.text(sha256));
  }

  #startup(folder: RemoteFolder, sha256: string): Promise<WorkerStartup> {
    const { mounts = {}, resolveModule } = this.#options;
    const make = async () =>
      localStartup(JSON.parse(await folder.text(sha256)) as SharedStartup, mounts, resolveModule);
    return recent(this.#startups, `${folder.root}\0${sha256}`, make);
  }
}

/** Null on a machine without any. */
async function gpuSlotsOf(ask: WellNodeOptions["gpus"]): Promise<Slots | null> {
  const gpus = await ask?.();
  return gpus === undefined || gpus.adapters.length === 0 ? null : new Slots(gpuRunner(gpus), slotsOf(gpus));
}

/** Progress within a step is of no use once the well is over. */
function isKept({ type }: WorkerEvent): boolean {
  return type !== "stepProgress";
}

/** Is the well to be stopped? @throws `RUN_SUPERSEDED` where the output belongs to another run, or the run is ended */
async function refuseOthers(folder: RemoteFolder, { run, job, well }: JobReference): Promise<boolean> {
  const current = await folder.run();
  const stops = await folder.stops(run);
  const isEnded = stops.has(`${ALL}.end`);
  if (current?.id === run && !isEnded) return stops.has(`${ALL}.stop`) || stops.has(`${job}.stop`);
  const got = isEnded ? "one that is ended" : `that of '${current?.id ?? "none"}'`;
  const message = `Cannot run '${well}': expected the output of run '${run}', got ${got}`;
  throw fail("RUN_SUPERSEDED", message, { details: { run, well } });
}

/** Values that were made or asked for recently; failed ones are made again. */
function recent<Value>(map: Map<string, Promise<Value>>, key: string, make: () => Promise<Value>): Promise<Value> {
  const value = map.get(key) ?? make();
  map.delete(key);
  map.set(key, value);
  value.catch(() => map.delete(key));
  for (const oldest of map.keys()) if (map.size > KEPT) map.delete(oldest);
  return value;
}

/** Is another attempt, wherever it is made, bound to fail in the same way? */
export function isHopeless(error: unknown): boolean {
  return isOhcsError(error, "RUN_SUPERSEDED") || isOhcsError(error, "JOB_CORRUPT");
}

/** Is it this machine that lacks something, so that another may have it? */
export function isUnfit(error: unknown): boolean {
  return (
    isOhcsError(error, "MODULE_DIFFERS") ||
    isOhcsError(error, "MOUNT_UNKNOWN") ||
    isOhcsError(error, "NODE_WITHOUT_GPU")
  );
}
