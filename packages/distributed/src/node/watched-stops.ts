import { ALL, type RemoteFolder } from "../store/remote-folder.ts";

/** A well that runs here, and how it is ended from outside. */
export interface StoppableWell {
  readonly folder: RemoteFolder;
  readonly run: string;
  readonly job: string;
  readonly stop: AbortController;
  readonly end: AbortController;
}

const STEP_MS = 50;

/** Looks again and again whether wells that run here are to be stopped, or their output belongs to another run by now. */
export class WatchedStops {
  readonly #everyMs: number;
  readonly #wells = new Set<StoppableWell>();
  #timer: ReturnType<typeof setTimeout> | null = null;

  constructor(everyMs: number) {
    this.#everyMs = everyMs;
  }

  /** Has all wells of this machine end: those that do not in time are ended with their workers. */
  async stopAll(graceMs: number): Promise<void> {
    const wells = [...this.#wells];
    for (const { stop } of wells) stop.abort();
    for (const end = performance.now() + graceMs; performance.now() < end; ) {
      if (!wells.some((well) => this.#wells.has(well))) return;
      await new Promise((resolve) => setTimeout(resolve, STEP_MS));
    }
    for (const { end } of wells) end.abort();
  }

  /** Watches a well until the returned function is called. */
  watch(well: StoppableWell): () => void {
    this.#wells.add(well);
    this.#timer ??= this.#later();
    return () => void this.#wells.delete(well);
  }

  async #look(): Promise<void> {
    const wells = [...this.#wells];
    const runs = new Map(wells.map((well) => [`${well.folder.root}\0${well.run}`, well]));
    for (const [key, { folder, run }] of runs) {
      const own = wells.filter((well) => `${well.folder.root}\0${well.run}` === key);
      // Where the storage does not answer, nothing is known.
      await this.#stopAmong(own, folder, run).catch(() => undefined);
    }
    this.#timer = this.#wells.size === 0 ? null : this.#later();
  }

  /** A task of an array whose wells have ended does not wait for it. */
  #later(): ReturnType<typeof setTimeout> {
    return setTimeout(() => void this.#look(), this.#everyMs).unref();
  }

  async #stopAmong(wells: readonly StoppableWell[], folder: RemoteFolder, run: string): Promise<void> {
    const isOver = (await folder.run())?.id !== run;
    const stops = await folder.stops(run);
    for (const { job, stop, end } of wells) {
      const has = (kind: string) => stops.has(`${job}.${kind}`) || stops.has(`${ALL}.${kind}`);
      // A well that is stopped removes what it began to write; one that does not listen has had its time at the next look.
      if (has("end") || (isOver && stop.signal.aborted)) end.abort();
      if (isOver || has("stop") || has("end")) stop.abort();
    }
  }
}
