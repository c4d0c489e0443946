import { randomUUID } from "node:crypto";
import { access, chmod, link as linkFile, readdir, readFile, unlink, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { isAlive } from "./process-identity.ts";

/** One entry of the list, told apart from all others by its token. */
export interface LogEntry {
  readonly token: string;
}

/** Where a list lies, and what its entries mean. */
export interface LogOptions<Entry> {
  readonly folder: string;
  /** Makes the folder; called before each change. */
  readonly makeFolder: () => Promise<void>;
  /** Does the process behind an entry still run? The next change leaves out those that do not. */
  readonly isStanding: (entry: Entry) => boolean | Promise<boolean>;
  /** What a version counts as that cannot be read. */
  readonly unreadable: readonly Entry[];
  /** Links a file to a second name: tests put a failing one in its place. */
  readonly link?: typeof linkFile;
}

interface Version<Entry> {
  readonly generation: number;
  /** Empty before the first. */
  readonly text: string;
  readonly entries: readonly Entry[];
}

/** So many generations stay, so that nobody who reads the newest finds it gone. */
const KEPT = 32;
const READABLE_BY_ALL = 0o644;
/** What file systems say that know no links (exFAT, many network shares). */
const NO_LINKS = ["EPERM", "ENOTSUP", "EOPNOTSUPP", "ENOSYS", "EMLINK"];
/** Without links a version is written in place: one that cannot be read is looked at again for this long. */
const LOOKS = 10;
const LOOK_MS = 5;

/**
 * A list that processes share by files: `<folder>/<n>` is its n-th version as JSON, and the highest holds. Whoever changes it
 * links a complete file to the next number, which exactly one process can; the others read again. No file ever changes. Where
 * a file system knows no links, the file is made in place.
 */
export class GenerationLog<Entry extends LogEntry> {
  readonly #options: LogOptions<Entry>;

  constructor(options: LogOptions<Entry>) {
    this.#options = options;
  }

  /** The entries whose processes still run; only reads. */
  async entries(): Promise<readonly Entry[]> {
    return this.#standing((await this.#newest()).entries);
  }

  /**
   * Publishes what `next` makes of the standing entries, unless it leaves the entry of `token` as it was, and returns that
   * entry. The newest version is read again afterwards: a process that was stopped for so long that the number had been used
   * and removed has published into the past.
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
   * Publishes the version after `before`; false where another process did so first, or the folder was removed meanwhile. The
   * temporary file stands in the folder that is read once more: where that is removed afterwards it goes, too, and cannot
   * be linked into the folder that somebody else makes in its place.
   */
  async #publish(before: Version<Entry>, text: string): Promise<boolean> {
    const { folder, makeFolder } = this.#options;
    await makeFolder();
    // Another user's file of the same name could not be written, so that names never come again.
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

/** Removes versions up to the last one that is long past, and what processes left half-written that were killed. */
async function removePast(folder: string, last: number): Promise<void> {
  const names = await readdir(folder).catch(() => []);
  const past = generationsOf(names).filter((generation) => generation <= last);
  // Another user's file stays until that user comes by.
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

/** Null where it is no list. */
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
