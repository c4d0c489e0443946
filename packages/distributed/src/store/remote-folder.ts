import { mkdir, open, readdir, readFile, rm, stat, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { isOhcsError, sha256Hex } from "@ohcs/context";
import { writeTextAtomically } from "@ohcs/filemanager/disk";
import { LAYOUT } from "@ohcs/records";
import { fail } from "../errors.ts";

/** The run that an output plate belongs to, while its wells run on other machines. */
export interface RemoteRun {
  readonly id: string;
  /** `bullmq`, `slurm` or `array`. */
  readonly engine: string;
}

/** A text within a blob: its first byte, how many they are, and their hash. */
export interface Slice {
  readonly blob: string;
  readonly at: number;
  readonly bytes: number;
  readonly sha256: string;
}

/** How wells are ended from outside: `stop` aborts them, `end` ends their workers, too. */
export type StopKind = "stop" | "end";

/** All wells of a run, as a name of what is to be stopped. */
export const ALL = "all";

/**
 * The part of an output plate by which the machines of a run speak with each other: which run it is, the tasks by the hash of
 * their text, results, and what is to be stopped.
 */
export class RemoteFolder {
  readonly root: string;

  constructor(root: string) {
    this.root = root;
  }

  /** Null where no run of several machines has the output. */
  async run(): Promise<RemoteRun | null> {
    const text = await readFile(join(this.root, LAYOUT.remoteRun), "utf8").catch(goneIsNull);
    return text === null ? null : (JSON.parse(text) as RemoteRun);
  }

  /** Gives the output to a run: workers of others end what they do. */
  async begin(run: RemoteRun): Promise<void> {
    for (const path of [this.results(run.id), this.#stops(run.id)]) await mkdir(path, { recursive: true });
    await writeTextAtomically(join(this.root, LAYOUT.remoteRun), JSON.stringify(run));
  }

  /** Removes all of it, unless the output belongs to another run by now. */
  async end(id: string): Promise<void> {
    if ((await this.run())?.id !== id) return;
    await rm(join(this.root, LAYOUT.remoteRun), { force: true });
    for (const path of [LAYOUT.remote, LAYOUT.tasks])
      await rm(join(this.root, path), { recursive: true, force: true, maxRetries: 3 });
  }

  /** The folder of everything that concerns one run. */
  of(id: string): string {
    return join(this.root, LAYOUT.remote, id);
  }

  results(id: string): string {
    return join(this.of(id), "results");
  }

  /** Keeps a text under its hash, which is returned. */
  async keep(text: string): Promise<string> {
    const sha256 = sha256Hex(text);
    const path = this.#blob(sha256);
    const there = await stat(path).catch(() => null);
    if (there?.size === Buffer.byteLength(text)) return sha256;
    await mkdir(dirname(path), { recursive: true });
    await writeTextAtomically(path, text);
    return sha256;
  }

  /** The whole text of that hash. @throws `JOB_CORRUPT` */
  async text(sha256: string): Promise<string> {
    const text = await readFile(this.#blob(sha256), "utf8");
    return proved(text, sha256);
  }

  /** A part of a text. @throws `JOB_CORRUPT` */
  async slice({ blob, at, bytes, sha256 }: Slice): Promise<string> {
    const file = await open(this.#blob(blob), "r");
    try {
      const { buffer } = await file.read({ buffer: Buffer.alloc(bytes), position: at });
      return proved(buffer.toString("utf8"), sha256);
    } finally {
      await file.close();
    }
  }

  /** Has a well, or all, of a run stopped wherever they run. */
  async stop(id: string, name: string, kind: StopKind): Promise<void> {
    await writeFile(join(this.#stops(id), `${name}.${kind}`), "").catch((error: unknown) => {
      if (!isGone(error)) throw error;
    });
  }

  /** What is to be stopped: `<job>.stop`, `all.end`. */
  async stops(id: string): Promise<ReadonlySet<string>> {
    return new Set(await readdir(this.#stops(id)).catch(() => []));
  }

  #stops(id: string): string {
    return join(this.of(id), "stops");
  }

  #blob(sha256: string): string {
    return join(this.root, LAYOUT.tasks, sha256.slice(0, 2), `${sha256}.json`);
  }
}

function proved(text: string, sha256: string): string {
  if (sha256Hex(text) === sha256) return text;
  throw fail("JOB_CORRUPT", `Cannot read task: expected text with hash '${sha256}', got other bytes`);
}

/** Is it the file system that says so: there is no such file, or the run is over? */
export function isGone(error: unknown): boolean {
  return !isOhcsError(error) && (error as NodeJS.ErrnoException).code === "ENOENT";
}

function goneIsNull(error: unknown): null {
  if (isGone(error)) return null;
  throw error;
}
