import { randomUUID } from "node:crypto";
import { chmod, link, lstat, mkdir, readdir, readFile, unlink, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { isAlive } from "./process-identity.ts";

/** A version of a ledger: the highest number holds. */
export interface LedgerVersion {
  readonly generation: number;
  /** JSON text; null before the first. */
  readonly text: string | null;
}

/** So many generations stay, so that nobody who reads the newest finds it gone. */
const KEPT = 32;
/** Every user of the machine may add files, and none may remove another's. */
const OPEN_TO_ALL = 0o1777;
const READABLE_BY_ALL = 0o644;

/** Makes the folder of a ledger, open to all users of the machine. A link that another user put there would lead elsewhere. */
export async function makeLedgerFolder(root: string, folder: string): Promise<void> {
  for (const path of [root, folder]) {
    const made = await mkdir(path, { recursive: true });
    if (made !== undefined) await chmod(path, OPEN_TO_ALL);
    if ((await lstat(path)).isSymbolicLink()) throw new Error(`'${path}' is a link`);
  }
}

/** The newest version. Files are linked complete, so none is read half-written. */
export async function readNewest(folder: string): Promise<LedgerVersion> {
  for (;;) {
    const generation = Math.max(0, ...generationsOf((await readdir(folder).catch(goneIsNull)) ?? []));
    if (generation === 0) return { generation, text: null };
    const text = await readFile(join(folder, String(generation)), "utf8").catch(goneIsNull);
    if (text !== null) return { generation, text };
  }
}

/** Publishes a version; false where somebody else published that number first. Removes what is long past. */
export async function publish(folder: string, generation: number, text: string): Promise<boolean> {
  // Another user's file of the same name could not be written, so that names never come again.
  const temporary = join(folder, `.${process.pid}-${randomUUID()}.ohcs-tmp`);
  try {
    await writeFile(temporary, text);
    await chmod(temporary, READABLE_BY_ALL);
    await link(temporary, join(folder, String(generation)));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "EEXIST") return false;
    throw error;
  } finally {
    await unlink(temporary).catch(() => undefined);
  }
  await removePast(folder, generation - KEPT);
  return true;
}

/** Removes versions up to the last one that is long past, and what processes left half-written that were killed. */
async function removePast(folder: string, last: number): Promise<void> {
  const names = await readdir(folder);
  const past = generationsOf(names).filter((generation) => generation <= last);
  const left = names.filter((name) => isLeft(name));
  // Another user's file stays until that user comes by.
  await Promise.all([...past, ...left].map((name) => unlink(join(folder, String(name))).catch(() => undefined)));
}

function isLeft(name: string): boolean {
  const pid = /^\.(\d+)-.*\.ohcs-tmp$/.exec(name)?.[1];
  return pid !== undefined && !isAlive(Number(pid));
}

function generationsOf(names: readonly string[]): number[] {
  return names.filter((name) => /^\d+$/.test(name)).map(Number);
}

function goneIsNull(error: NodeJS.ErrnoException): null {
  if (error.code === "ENOENT") return null;
  throw error;
}
