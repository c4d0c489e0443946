import { isAbsolute, join, relative, resolve, sep } from "node:path";
import { normalizeVirtualPath } from "@ohcs/filemanager";
import { fail } from "../errors.ts";

/** Folders that several machines share: a name that all of them use → where this machine has the folder. */
export type Mounts = Readonly<Record<string, string>>;

/** A folder as jobs name it: below a mount, or, without one, where all machines have it at the same path. */
export interface SharedPlace {
  readonly mount: string | null;
  /** POSIX and relative to the mount; absolute without one. */
  readonly path: string;
}

/** Names a folder of this machine for others: by the mount that holds it most closely. */
export function sharedPlace(folder: string, mounts: Mounts): SharedPlace {
  const holding = Object.entries(mounts)
    .map(([mount, root]) => ({ mount, root, path: relative(resolve(root), resolve(folder)) }))
    .filter(({ path }) => !isAbsolute(path) && path.split(sep)[0] !== "..")
    .toSorted((a, b) => a.path.length - b.path.length);
  const [closest] = holding;
  if (closest === undefined) return { mount: null, path: resolve(folder) };
  return { mount: closest.mount, path: closest.path.split(sep).join("/") };
}

/** Where this machine has it. @throws `MOUNT_UNKNOWN`, `PATH_OUTSIDE_ROOT` */
export function localFolder({ mount, path }: SharedPlace, mounts: Mounts): string {
  if (mount === null) return path;
  const root = Object.hasOwn(mounts, mount) ? mounts[mount] : undefined;
  if (root !== undefined) return path === "" ? root : join(root, normalizeVirtualPath(path));
  const known = Object.keys(mounts).join("', '");
  const message = `Cannot find '${path}': expected a folder for mount '${mount}', got one for '${known}'`;
  throw fail("MOUNT_UNKNOWN", message, { details: { mount, path } });
}
