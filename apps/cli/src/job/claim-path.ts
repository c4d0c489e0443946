import { randomUUID } from "node:crypto";
import { mkdir, readdir, readFile, realpath, rename, rm, rmdir, writeFile } from "node:fs/promises";
import { hostname } from "node:os";
import { basename, dirname, join } from "node:path";
import { isRunning, ownIdentity, type ProcessIdentity } from "@ohcs/locks";

/** Who writes to a path; null where its claim cannot be read. */
export type ClaimHolder = (ProcessIdentity & { readonly host: string }) | null;

/** How a path is claimed. */
export interface ClaimOptions {
  /** Takes a holder that cannot be seen from here for gone: never one that runs on this machine. */
  readonly steal: boolean;
  /** The error where somebody else has the path. */
  readonly refusal: (holder: ClaimHolder) => Error;
}

const ENDING = ".ohcs-claim";
const TOKEN = /^[0-9a-f-]{36}$/;

/**
 * Keeps other commands away from a path, and returns how to give it back. Each command announces itself in a hidden file of its
 * own beside the path, and only then looks for those of others: of two that come at once at most one goes on, and what a killed
 * one left can be removed without a race, since nobody writes that name again. Where no file can be made beside the path,
 * nobody is kept away. @throws what `refusal` makes
 */
export async function claimPath(path: string, { steal, refusal }: ClaimOptions): Promise<() => Promise<void>> {
  const made = await mkdir(dirname(path), { recursive: true }).catch(() => undefined);
  const place = await realPlace(path);
  const [folder, prefix] = [dirname(place), `.${basename(place)}.`];
  const own = `${prefix}${randomUUID()}${ENDING}`;
  const release = async () => {
    await rm(join(folder, own), { force: true }).catch(() => undefined);
    if (made !== undefined) await removeEmpty(dirname(path), made);
  };
  if (!(await announce(join(folder, own)))) return release;
  const names = await readdir(folder).catch(() => []);
  for (const name of names.filter((one) => one !== own && isClaim(one, prefix))) {
    const holder = await holderOf(join(folder, name), steal);
    if (holder === "gone") continue;
    await release();
    throw refusal(holder);
  }
  return release;
}

/** Can it be seen from here whether the holder still runs? */
export function isSeenHere(holder: ClaimHolder): boolean {
  return holder !== null && holder.host === hostname();
}

/** A path by whatever links it is named. */
async function realPlace(path: string): Promise<string> {
  const beside = async () => join(await realpath(dirname(path)), basename(path));
  return realpath(path).catch(() => beside().catch(() => path));
}

/** Whole from the moment that others can see it. */
async function announce(file: string): Promise<boolean> {
  const temporary = `${file}-tmp`;
  try {
    await writeFile(temporary, JSON.stringify({ ...(await ownIdentity()), host: hostname() }), { flag: "wx" });
    await rename(temporary, file);
    return true;
  } catch {
    await rm(temporary, { force: true }).catch(() => undefined);
    return false;
  }
}

function isClaim(name: string, prefix: string): boolean {
  return name.startsWith(prefix) && name.endsWith(ENDING) && TOKEN.test(name.slice(prefix.length, -ENDING.length));
}

/** Removes the claim of one that is gone, or taken for it. */
async function holderOf(file: string, steal: boolean): Promise<ClaimHolder | "gone"> {
  const text = await readFile(file, "utf8").catch((error: NodeJS.ErrnoException) => error);
  if (typeof text !== "string" && text.code === "ENOENT") return "gone";
  const holder = typeof text === "string" ? parsed(text) : null;
  const isHeld = isSeenHere(holder) ? holder !== null && (await isRunning(holder)) : !steal;
  if (isHeld) return holder;
  await rm(file, { force: true }).catch(() => undefined);
  return "gone";
}

function parsed(text: string): ClaimHolder {
  try {
    return JSON.parse(text) as ClaimHolder;
  } catch {
    return null;
  }
}

/** Folders that were made for the claim alone, where nothing else came into them. */
async function removeEmpty(folder: string, first: string): Promise<void> {
  await rmdir(folder).then(
    () => (folder === first ? undefined : removeEmpty(dirname(folder), first)),
    () => undefined,
  );
}
