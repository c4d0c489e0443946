import { appendFile, mkdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import type { RemoteJob } from "../session/engine.ts";
import type { JobReference } from "../store/journals.ts";
import { type Chunks, keepChunks, readChunks } from "./run-chunk.ts";

/** An array of tasks that was submitted. */
export interface SubmittedArray {
  /** How its scheduler names it. */
  readonly array: string;
  /** The file of its chunks. */
  readonly file: string;
  readonly tasks: number;
  /** Was it compiled for a GPU? */
  readonly onGpu: boolean;
}

/** Where a job is now, and how many arrays have had it. */
export interface PlacedJob {
  readonly array: string;
  readonly index: number;
  readonly rounds: number;
}

/** Has a scheduler begin the tasks of a file of chunks; returns how it names the array. */
export type SubmitArray = (array: Omit<SubmittedArray, "array">) => Promise<string>;

/** The arrays of a run, and where each of its jobs is. They are noted in the output, where a driver that goes on finds them. */
export class SubmittedArrays {
  readonly #folder: string;
  readonly #jobs = new Map<string, PlacedJob>();
  readonly #arrays: SubmittedArray[] = [];

  /** @throws `JOB_CORRUPT` */
  static async open(folder: string, isAttached: boolean): Promise<SubmittedArrays> {
    const arrays = new SubmittedArrays(folder);
    await mkdir(join(folder, "chunks"), { recursive: true });
    if (isAttached) await arrays.#readNoted();
    return arrays;
  }

  private constructor(folder: string) {
    this.#folder = folder;
  }

  get all(): readonly SubmittedArray[] {
    return this.#arrays;
  }

  get jobs(): ReadonlyMap<string, PlacedJob> {
    return this.#jobs;
  }

  /** Those of several jobs that are known here. */
  placesOf(jobs: readonly RemoteJob[]): readonly PlacedJob[] {
    return jobs.flatMap(({ ref }) => this.#jobs.get(ref.job) ?? []);
  }

  /**
   * Makes arrays of jobs, at most `most` tasks each: `wellsPerTask` of them are a task, but one that may be lost alone is a task of its
   * own, and those for a GPU are arrays of their own. A driver before this one may have given a job out as often; then it is left out.
   */
  async submit(
    jobs: readonly RemoteJob[],
    { wellsPerTask, most }: { readonly wellsPerTask: number; readonly most: number },
    submitArray: SubmitArray,
  ): Promise<void> {
    const due = jobs.filter(({ ref, round }) => (this.#jobs.get(ref.job)?.rounds ?? 0) < round);
    for (const onGpu of [true, false]) {
      const chunks = [true, false].flatMap((isLast) => {
        const own = due.filter((job) => job.isLast === isLast && job.onGpu === onGpu).map(({ ref }) => ref);
        return partsOf(own, isLast ? 1 : wellsPerTask);
      });
      for (const part of partsOf(chunks, most)) {
        const file = await keepChunks(join(this.#folder, "chunks"), part);
        const one = { file, tasks: part.length, onGpu };
        await this.#note({ array: await submitArray(one), ...one }, part);
      }
    }
  }

  async #note(one: SubmittedArray, chunks: Chunks): Promise<void> {
    this.#add(one, chunks);
    await appendFile(join(this.#folder, NOTES), `${JSON.stringify(one)}\n`);
  }

  async #readNoted(): Promise<void> {
    const text = await readFile(join(this.#folder, NOTES), "utf8").catch(() => "");
    for (const line of text.split("\n").filter(Boolean)) {
      const one = JSON.parse(line) as SubmittedArray;
      this.#add(one, await readChunks(one.file));
    }
  }

  /** Later arrays have the wells of earlier ones again. */
  #add(one: SubmittedArray, chunks: readonly (readonly JobReference[])[]): void {
    this.#arrays.push(one);
    for (const [index, refs] of chunks.entries())
      for (const { job } of refs) {
        const rounds = (this.#jobs.get(job)?.rounds ?? 0) + 1;
        this.#jobs.set(job, { array: one.array, index, rounds });
      }
  }
}

const NOTES = "arrays.jsonl";

function partsOf<Item>(items: readonly Item[], size: number): readonly (readonly Item[])[] {
  return Array.from({ length: Math.ceil(items.length / size) }, (_, i) => items.slice(i * size, (i + 1) * size));
}
