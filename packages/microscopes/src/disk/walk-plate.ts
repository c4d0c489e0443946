import type { Dirent } from "node:fs";
import { readdir, realpath, stat } from "node:fs/promises";
import { basename, join, sep } from "node:path";
import type { Diagnostic } from "@ohcs/context";
import { countOf } from "../count-of.ts";
import { fail } from "../errors.ts";
import type { PlateFile } from "../manifest/plate-file.ts";
import { notice } from "../notices.ts";
import { mapConcurrently } from "./map-concurrently.ts";
import { plateRoot } from "./plate-root.ts";

/** What lies in a plate's folder. */
export interface PlateFolder {
  readonly plateId: string;
  /** Absolute path, as it was given. */
  readonly root: string;
  /** In the order of their paths. */
  readonly files: readonly PlateFile[];
  readonly notices: readonly Diagnostic[];
}

interface Found {
  readonly files: string[];
  readonly links: string[];
}

const OPEN_AT_ONCE = 32;

/**
 * Lists a plate's folder without writing to it. Hidden files and folders are passed over; of symbolic links only those
 * to files inside the folder are followed, the rest become a notice.
 * @throws `PLATE_NOT_FOUND`, `PLATE_UNREADABLE`
 */
export async function walkPlate(folder: string, signal?: AbortSignal): Promise<PlateFolder> {
  const { root, real } = await plateRoot(folder);
  const found: Found = { files: [], links: [] };
  await walk(real, "", found, signal);
  const links = await mapConcurrently(found.links.toSorted(), OPEN_AT_ONCE, async (path) => ({
    path,
    followed: await leadsToFileInside(real, path),
  }));
  const followed = links.filter((link) => link.followed).map(({ path }) => path);
  const refused = links.filter((link) => !link.followed).map(({ path }) => path);
  const paths = [...found.files, ...followed].sort();
  const files = await mapConcurrently(paths, OPEN_AT_ONCE, (path) => describeFile(real, path, signal));
  return { plateId: basename(root), root, files, notices: linkNotices(refused) };
}

async function walk(real: string, folder: string, found: Found, signal: AbortSignal | undefined): Promise<void> {
  signal?.throwIfAborted();
  const entries = await readdir(join(real, folder), { withFileTypes: true }).catch(unreadable(folder || "."));
  for (const entry of entries.filter(isVisible)) {
    const path = folder === "" ? entry.name : `${folder}/${entry.name}`;
    if (entry.name.includes("\\")) throw unaddressable(path);
    if (entry.isDirectory()) await walk(real, path, found, signal);
    else if (entry.isSymbolicLink()) found.links.push(path);
    else if (entry.isFile()) found.files.push(path);
  }
}

function isVisible({ name }: Dirent): boolean {
  return !name.startsWith(".");
}

async function leadsToFileInside(real: string, path: string): Promise<boolean> {
  const target = await realpath(join(real, path)).catch(() => null); // a dangling link leads nowhere
  if (target === null || !target.startsWith(real + sep)) return false;
  return (await stat(target)).isFile();
}

async function describeFile(real: string, path: string, signal: AbortSignal | undefined): Promise<PlateFile> {
  signal?.throwIfAborted();
  const { size, mtimeMs } = await stat(join(real, path)).catch(unreadable(path));
  return { path, bytes: size, mtimeMs };
}

/** Paths of a plate are the same on every system; what unpacks archives of Windows badly makes names of whole paths. */
function unaddressable(path: string): Error {
  return fail("PLATE_UNREADABLE", `Cannot open plate: expected names without '\\', got '${path}'`, {
    details: { path },
    remedy: "Unpack the archive with a program that makes folders of its paths, or rename what is named.",
  });
}

function unreadable(path: string): (cause: unknown) => never {
  return (cause) => {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw fail("PLATE_UNREADABLE", `Cannot open plate: expected to read '${path}', got '${reason}'`, {
      details: { path },
      cause,
    });
  };
}

function linkNotices(links: readonly string[]): readonly Diagnostic[] {
  if (links.length === 0) return [];
  return [notice("LINKS_NOT_FOLLOWED", `Did not follow ${countOf(links.length, "symbolic link")}`, links)];
}
