import { randomUUID } from "node:crypto";
import { readdir, stat, unlink, writeFile } from "node:fs/promises";
import { join } from "node:path";

const BEAT_MS = 10_000;

/** Marks the lock in `folder` again and again as that of a process that runs; returns how to stop that. */
export async function startBeating(folder: string, token: string): Promise<() => void> {
  // What is written is dated by the clock of the file system's server. Where the folder is gone, so is the lock.
  const beat = () => writeFile(join(folder, beatOf(token)), "").catch(() => undefined);
  await beat();
  const timer = setInterval(() => void beat(), BEAT_MS);
  timer.unref();
  return () => clearInterval(timer);
}

/**
 * Was nothing heard of the holder for `ms`? Compared with the clock that dates files in `folder`, so that it does not matter by
 * how much the clocks of machines differ. Where nothing can be written there, no holder counts as silent.
 */
export async function isSilent(folder: string, token: string, ms: number): Promise<boolean> {
  const probe = join(folder, `.${process.pid}-${randomUUID()}.ohcs-tmp`);
  try {
    await writeFile(probe, "");
    // Before its first beat there is the list that it wrote.
    const signs = (await readdir(folder)).filter((name) => name === beatOf(token) || /^\d+$/.test(name));
    const times = await Promise.all(signs.map((name) => timeOf(join(folder, name))));
    return (await timeOf(probe)) - Math.max(0, ...times) > ms;
  } catch {
    return false;
  } finally {
    await unlink(probe).catch(() => undefined);
  }
}

function beatOf(token: string): string {
  return `.beat-${token}`;
}

async function timeOf(path: string): Promise<number> {
  return (await stat(path)).mtimeMs;
}
