import { readlink, realpath } from "node:fs/promises";
import { basename, dirname, join, resolve } from "node:path";
import { isObjectUrl } from "@ohcs/filemanager/disk";

/** A path divided where it ends to stand. */
interface StandingPart {
  /** The part that exists, symbolic links resolved. */
  readonly standing: string;
  /** The names below it that do not. */
  readonly missing: readonly string[];
}

/** A web address as it is, or an absolute path with its symbolic links resolved, as far as it exists. */
export async function realPath(path: string): Promise<string> {
  if (isObjectUrl(path)) return path;
  const { standing, missing } = await standingPart(path);
  return join(standing, ...missing);
}

/** As many as a system follows before it takes them for a circle. */
const MOST_LINKS = 40;

/** The part of an absolute path that exists, and the names below it that do not. */
export async function standingPart(path: string, links = MOST_LINKS): Promise<StandingPart> {
  const standing = await realpath(path).catch(() => null);
  if (standing !== null || dirname(path) === path) return { standing: standing ?? path, missing: [] };
  const above = await standingPart(dirname(path), links);
  const name = basename(path);
  // What is written to a link that leads nowhere yet comes to stand where it leads.
  const target = above.missing.length > 0 ? null : await readlink(join(above.standing, name)).catch(() => null);
  if (target !== null && links > 0) return standingPart(resolve(above.standing, target), links - 1);
  return { standing: above.standing, missing: [...above.missing, name] };
}
