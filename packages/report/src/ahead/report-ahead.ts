import { once } from "node:events";
import { Worker } from "node:worker_threads";
import {
  type CompiledPlate,
  encodeContext,
  type ProcessingContext,
  type WellRecord,
  type WorkerStartup,
} from "@ohcs/context";
import { recordPath, storedRecord, wellContexts } from "@ohcs/records";
import { outputReader } from "@ohcs/records/host";
import type { KnownOfRun } from "../disk/collect-report.ts";
import { type PictureAsked, pictureKey } from "../disk/picture-reading.ts";
import { roomOf, type ShownWell, shownViews } from "../disk/shown-views.ts";
import type { SmallPlane } from "../disk/small-plane.ts";
import type { PictureThreadStart } from "./picture-thread.ts";

/** A run whose report is to be written at its end. */
export interface GoingRun {
  readonly plate: CompiledPlate;
  readonly startup: Pick<WorkerStartup, "modules" | "roots">;
}

/** A report of fewer images is made at the end in less time than a thread takes to begin. */
const FEWEST_IMAGES = 200;

/**
 * MiB of the thread's heap in which values begin: labels are inflated into buffers that only a collection gives back, and one of so little is quick
 * and comes often, where else the whole heap is looked through 35 times.
 */
const YOUNG_HEAP_MB = 4;

/** Asked for together: waking a thread takes about as long as making a picture. */
const AT_ONCE = 48;

/**
 * Reads the records of wells as they end, and has a thread make their pictures while the system still holds their planes in memory. Nothing depends
 * on it: a report makes what is missing itself, and is the same byte for byte.
 */
export class ReportAhead implements AsyncDisposable {
  readonly #run: GoingRun;
  readonly #contexts = new Map<string, ProcessingContext[]>();
  readonly #records = new Map<string, WellRecord>();
  readonly #pictures = new Map<string, SmallPlane>();
  readonly #stopped = new AbortController();
  #asked: PictureAsked[] = [];
  #thread: Worker | null = null;
  #work = Promise.resolve();

  constructor(run: GoingRun) {
    this.#run = run;
    for (const context of wellContexts(run.plate)) {
      const own = this.#contexts.get(context.axisId) ?? [];
      this.#contexts.set(context.axisId, own);
      own.push(context);
    }
  }

  /** A well has ended, or the stretch of it before a reduction. */
  wellEnded(well: string): void {
    const contexts = this.#contexts.get(well) ?? [];
    this.#work = this.#work.then(() => this.#read(contexts)).catch(() => undefined);
  }

  /** What is known of the run when all wells that ended were dealt with. */
  async known(): Promise<KnownOfRun> {
    await this.#work.then(() => this.#make()).catch(() => undefined);
    await this[Symbol.asyncDispose]();
    return { plate: this.#run.plate, records: this.#records, pictures: this.#pictures };
  }

  /** Ends the thread; no more pictures are made. */
  async [Symbol.asyncDispose](): Promise<void> {
    this.#stopped.abort();
    await this.#thread?.terminate();
  }

  async #read(contexts: readonly ProcessingContext[]): Promise<void> {
    const [context] = contexts;
    if (context === undefined || this.#stopped.signal.aborted) return;
    const reader = outputReader(this.#run.startup.roots.output ?? "");
    for (const one of contexts) {
      const path = recordPath(one);
      const record = this.#records.get(path) ?? (await storedRecord(reader, one));
      if (record !== null) this.#records.set(path, record);
    }
    const wells = this.#contexts.size;
    if (context.images.size * wells < FEWEST_IMAGES) return;
    const records = contexts.flatMap((one) => this.#records.get(recordPath(one)) ?? []);
    this.#asked.push(...askedOf({ context, records }, wells));
    if (this.#asked.length >= AT_ONCE) await this.#make();
  }

  /** Rejects where the thread fails, or is ended. */
  async #make(): Promise<void> {
    const asked = this.#asked.filter(({ place, isLabels }) => !this.#pictures.has(pictureKey(place, isLabels)));
    this.#asked = [];
    if (asked.length === 0 || this.#stopped.signal.aborted) return;
    this.#thread ??= this.#begin();
    this.#thread.postMessage(asked);
    const [made] = (await once(this.#thread, "message", { signal: this.#stopped.signal })) as [
      readonly (SmallPlane | null)[],
    ];
    for (const [i, { place, isLabels }] of asked.entries()) {
      const picture = made[i] ?? null;
      if (picture !== null) this.#pictures.set(pictureKey(place, isLabels), picture);
    }
  }

  #begin(): Worker {
    const [[context] = []] = this.#contexts.values();
    const startup = { ...this.#run.startup, runId: "" };
    const workerData: PictureThreadStart = { context: context === undefined ? "" : encodeContext(context), startup };
    const thread = new Worker(new URL(import.meta.resolve("@ohcs/report/picture-thread")), {
      workerData,
      execArgv: [],
      resourceLimits: { maxYoungGenerationSizeMb: YOUNG_HEAP_MB },
    });
    const gone = () => this.#stopped.abort();
    return thread.on("error", gone).on("exit", gone);
  }
}

/** What a report of all `wells` shows of one of them. */
function askedOf(well: ShownWell, wells: number): readonly PictureAsked[] {
  const views = shownViews([well], wells);
  return views.flatMap((view) => {
    const room = roomOf(view, views, wells);
    const planes = [...view.planes.values()].flatMap((places) => [...places.values()]);
    return [
      ...planes.map((place) => ({ place, isLabels: false, room })),
      ...[...view.labels.values()].map((place) => ({ place, isLabels: true, room })),
    ];
  });
}
