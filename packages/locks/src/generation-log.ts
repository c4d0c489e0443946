import { randomUUID } from "node:crypto";
import { access, chmod, link as linkFile, readdir, readFile, unlink, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { isAlive } from "./process-identity.ts";

/** One entry of the list, identified by its token. */
export interface LogEntry {
  readonly token: string;
}

/** The location of a list, and the meaning of its entries. */
export interface LogOptions<Entry> {
  readonly folder: string;
  /** Makes the folder; called before each change. */
  readonly makeFolder: () => Promise<void>;
  /** Does the process behind an entry still run? The next change leaves out those that do not. */
  readonly isStanding: (entry: Entry) => boolean | Promise<boolean>;
  /** The replacement for an unreadable version. */
  readonly unreadable: readonly Entry[];
  /** Links a file to a second name: tests replace it with a failing one. */
  readonly link?: typeof linkFile;
}

interface Version<Entry> {
  readonly generation: number;
  /** Empty before the first. */
  readonly text: string;
  readonly entries: readonly Entry[];
}

/** This many generations are kept, so that readers of the newest never find it removed. */
const KEPT = 32;
const READABLE_BY_ALL = 0o644;
/** Error codes of file systems without hard links (exFAT, many network shares). */
const NO_LINKS = ["EPERM", "ENOTSUP", "EOPNOTSUPP", "ENOSYS", "EMLINK"];
/** Without links a version is written in place: an unreadable one is retried for this long. */
const LOOKS = 10;
const LOOK_MS = 5;

/**
 * A list that processes share by files: `<folder>/<n>` is its n-th version as JSON, and the highest holds. A change
 * links a complete file to the next number, which exactly one process can; the others read again. No file ever changes.
 * On a file system without hard links, the file is created in place.
 */
export class GenerationLog<Entry extends LogEntry> {
  readonly #options: LogOptions<Entry>;

  constructor(options: LogOptions<Entry>) {
    this.#options = options;
  }

  /** The entries whose processes are running; only reads. */
  async entries(): Promise<readonly Entry[]> {
    return this.#standing((await this.#newest()).entries);
  }

  /**
   * Publishes the result of `next` for the current entries, unless the entry of `token` is unchanged, and returns that
   * entry. The newest version is read again afterwards: a process that was stopped for so long that the number had been
   * used and removed has published into the past.
   */
  async change(token: string, next: (standing: readonly Entry[]) => readonly Entry[]): Promise<Entry | null> {
    const own = (entries: readonly Entry[]) => entries.find((entry) => entry.token === token) ?? null;
    for (;;) {
      const before = await this.#newest();
      const after = next(await this.#standing(before.entries));
      if (own(before.entries) === own(after)) return own(after);
      if (!(await this.#publish(before, JSON.stringify(after)))) continue;
      const published = own((await this.#newest()).entries);
      if (JSON.stringify(published) === JSON.stringify(own(after))) return published;
    }
  }

  async #standing(entries: readonly Entry[]): Promise<readonly Entry[]> {
    const standing = await Promise.all(entries.map((entry) => this.#options.isStanding(entry)));
    return entries.filter((_, i) => standing[i]);
  }

  async #newest(): Promise<Version<Entry>> {
    const { folder, unreadable } = this.#options;
    for (let look = 1; ; look++) {
      const generation = Math.max(0, ...generationsOf((await readdir(folder).catch(goneIsNull)) ?? []));
      if (generation === 0) return { generation, text: "", entries: [] };
      const text = await readFile(join(folder, String(generation)), "utf8").catch(goneIsNull);
      if (text === null) continue;
      const entries = parsed<Entry>(text) ?? (look < LOOKS ? null : unreadable);
      if (entries !== null) return { generation, text, entries };
      await sleep(LOOK_MS);
    }
  }

  /**
   * Publishes the version after `before`; false if another process did so first, or the folder was removed meanwhile.
   * The temporary file is in the folder that is read again: if the folder is removed, so is the file, and it cannot be
   * linked into a new folder of another process.
   */
  async #publish(before: Version<Entry>, text: string): Promise<boolean> {
    const { folder, makeFolder } = this.#options;
    await makeFolder();
    // Another user's file of the same name could not be written, so that names are never reused.
    const temporary = join(folder, `.${process.pid}-${randomUUID()}.ohcs-tmp`);
    try {
      await writeFile(temporary, text);
      await chmod(temporary, READABLE_BY_ALL).catch(() => undefined);
      const now = await this.#newest();
      if (now.generation !== before.generation || now.text !== before.text) return false;
      await this.#put(temporary, join(folder, String(before.generation + 1)), text);
    } catch (error) {
      if (["EEXIST", "ENOENT"].includes(codeOf(error))) return false;
      throw error;
    } finally {
      await unlink(temporary).catch(() => undefined);
    }
    await removePast(folder, before.generation + 1 - KEPT);
    return true;
  }

  async #put(temporary: string, target: string, text: string): Promise<void> {
    const { link = linkFile } = this.#options;
    try {
      await link(temporary, target);
    } catch (error) {
      if (!NO_LINKS.includes(codeOf(error))) throw error;
      await writeFile(target, text, { flag: "wx" });
      await access(temporary).catch(async (gone: unknown) => {
        await unlink(target).catch(() => undefined);
        throw gone;
      });
    }
  }
}

/** Removes versions up to the last one that is long past, and half-written files of killed processes. */
async function removePast(folder: string, last: number): Promise<void> {
  const names = await readdir(folder).catch(() => []);
  const past = generationsOf(names).filter((generation) => generation <= last);
  // Another user's file is kept until that user removes it.
  const removed = [...past, ...names.filter(isLeft)].map((name) => unlink(join(folder, String(name))));
  await Promise.allSettled(removed);
}

function isLeft(name: string): boolean {
  const pid = /^\.(\d+)-.*\.ohcs-tmp$/.exec(name)?.[1];
  return pid !== undefined && !isAlive(Number(pid));
}

function generationsOf(names: readonly string[]): number[] {
  return names.filter((name) => /^\d+$/.test(name)).map(Number);
}

/** Null if it is not a list. */
function parsed<Entry>(text: string): readonly Entry[] | null {
  try {
    const entries: unknown = JSON.parse(text);
    return Array.isArray(entries) ? entries : null;
  } catch {
    return null;
  }
}

function goneIsNull(error: unknown): null {
  if (codeOf(error) === "ENOENT") return null;
  throw error;
}

function codeOf(error: unknown): string {
  return String((error as NodeJS.ErrnoException).code);
}
