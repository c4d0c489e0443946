import { join, sep } from "node:path";
import { fail } from "../errors.ts";
import { nameOf, parentOf } from "../paths/virtual-path.ts";
import type { DirectorySync } from "./directory-sync.ts";
import type { FileSystem } from "./file-system.ts";
import { storageError, systemCode } from "./storage-error.ts";

type MismatchCode = "FILE_NOT_FOUND" | "PATH_KIND_MISMATCH";

const ASCII = /^[ -~]*$/;

/**
 * Translates virtual paths (normalized) to files below one folder. Each directory is checked once, after those above it,
 * when it is first used: symbolic links inside the root are followed, those that leave it refused.
 */
export class DiskRoot {
  readonly #root: string;
  readonly #files: FileSystem;
  readonly #syncs: DirectorySync;
  /** Directories that were checked, and their real paths. */
  readonly #known: Map<string, string>;
  /** Directories that were made, and the syncs of those that they lie in. */
  readonly #syncing = new Map<string, Promise<void>>();
  /** The root's real path, once it was needed. */
  #real: string | null = null;

  /** @param known Directories that an earlier instance for the same root has checked */
  constructor(root: string, files: FileSystem, syncs: DirectorySync, known: Map<string, string>) {
    this.#known = known;
    this.#root = root;
    this.#files = files;
    this.#syncs = syncs;
  }

  /** The absolute path behind `path`, whose directory must exist. @throws `FILE_NOT_FOUND`, `PATH_OUTSIDE_ROOT` */
  async resolve(path: string): Promise<string> {
    if (path === "") return this.#root;
    return this.#spelled(await this.#directory(parentOf(path), "FILE_NOT_FOUND"), nameOf(path));
  }

  /** The absolute path of a directory. @throws `FILE_NOT_FOUND`, `PATH_KIND_MISMATCH`, `PATH_OUTSIDE_ROOT` */
  async resolveDirectory(path: string): Promise<string> {
    return this.#directory(path, "PATH_KIND_MISMATCH");
  }

  /** Makes a directory and those above it; they are durable once they are settled. @throws `PATH_KIND_MISMATCH`, `PATH_OUTSIDE_ROOT`, `STORAGE_…` */
  async ensureDirectory(path: string): Promise<string> {
    const known = this.#known.get(path);
    if (known !== undefined) return known;
    if (path === "") await this.#files.mkdir(this.#root, { recursive: true });
    else {
      const made = await this.#makeDirectory(await this.ensureDirectory(parentOf(path)), path);
      // What was just made is a directory and no link: there is nothing to check.
      if (made !== null) this.#known.set(path, made);
      if (made !== null) return made;
    }
    return this.#directory(path, "PATH_KIND_MISMATCH");
  }

  /**
   * Resolves once `path` and the directories above it that this instance made are durable: what lies below is written meanwhile,
   * since each would wait for the one above.
   */
  async settle(path: string): Promise<void> {
    for (let above = path; above !== "" && this.#syncing.size > 0; above = parentOf(above))
      await this.#syncing.get(above);
  }

  /** The real path of the file at `absolute`, symbolic links followed. @throws `PATH_OUTSIDE_ROOT` */
  async realPath(absolute: string, path: string): Promise<string> {
    this.#real ??= await this.#files.realpath(this.#root);
    const root = this.#real;
    const real = await this.#files.realpath(absolute);
    if (real === root || real.startsWith(root.endsWith(sep) ? root : root + sep)) return real;
    throw fail("PATH_OUTSIDE_ROOT", `Cannot use '${path}': it is a link out of the root, to '${real}'`, {
      details: { path },
    });
  }

  /** Forgets that `path` and what is below it exist. */
  forget(path: string): void {
    for (const known of this.#known.keys())
      if (known === path || known.startsWith(`${path}/`)) this.#known.delete(known);
  }

  /** The absolute path of a directory that was made; null where there is something already. */
  async #makeDirectory(parent: string, path: string): Promise<string | null> {
    const absolute = await this.#spelled(parent, nameOf(path));
    try {
      await this.#files.mkdir(absolute);
    } catch (error) {
      if (systemCode(error) === "EEXIST") return null;
      throw storageError(error, "save", path);
    }
    // One that failed stays: nothing below may pass for durable. Who settles it gets its error.
    const syncing = this.#syncs.sync(parent).then(() => void this.#syncing.delete(path));
    syncing.catch(() => undefined);
    this.#syncing.set(path, syncing);
    return absolute;
  }

  async #directory(path: string, mismatch: MismatchCode): Promise<string> {
    const known = this.#known.get(path);
    if (known !== undefined) return known;
    const absolute = await this.resolve(path);
    const own = await this.#files.lstat(absolute);
    const stat = own.isSymbolicLink() ? await this.#files.stat(await this.realPath(absolute, path)) : own;
    if (!stat.isDirectory())
      throw fail(mismatch, `Cannot use '${path}': it is a file, not a directory`, { details: { path } });
    this.#known.set(path, absolute);
    return absolute;
  }

  /** Virtual paths are NFC; files copied from a Mac to another system may be named in NFD. */
  async #spelled(directory: string, name: string): Promise<string> {
    const composed = join(directory, name);
    if (ASCII.test(name) || (await this.#exists(composed))) return composed;
    const decomposed = join(directory, name.normalize("NFD"));
    return (await this.#exists(decomposed)) ? decomposed : composed;
  }

  async #exists(absolute: string): Promise<boolean> {
    return this.#files.lstat(absolute).then(
      () => true,
      () => false,
    );
  }
}
