import { join, sep } from "node:path";
import { fail } from "../errors.ts";
import { nameOf, parentOf } from "../paths/virtual-path.ts";
import type { DirectorySync } from "./directory-sync.ts";
import type { FileSystem } from "./file-system.ts";
import { storageError, systemCode } from "./storage-error.ts";

/**
 * Translates virtual paths (normalized) to files below one folder. Each directory is looked at once, with `realpath`,
 * when it is first used: symbolic links inside the root are followed, those that leave it refused.
 */
export class DiskRoot {
  readonly #root: string;
  readonly #files: FileSystem;
  readonly #syncs: DirectorySync;
  readonly #known = new Set<string>();
  #real: Promise<string> | null = null;

  constructor(root: string, files: FileSystem, syncs: DirectorySync) {
    this.#root = root;
    this.#files = files;
    this.#syncs = syncs;
  }

  /** The absolute path behind `path`, whose directory must exist. @throws `FILE_NOT_FOUND`, `PATH_OUTSIDE_ROOT` */
  async resolve(path: string): Promise<string> {
    if (path !== "") await this.#check(parentOf(path), "FILE_NOT_FOUND");
    return this.#absolute(path);
  }

  /** The absolute path of a directory. @throws `FILE_NOT_FOUND`, `PATH_KIND_MISMATCH`, `PATH_OUTSIDE_ROOT` */
  async resolveDirectory(path: string): Promise<string> {
    const absolute = await this.resolve(path);
    await this.#check(path, "PATH_KIND_MISMATCH");
    return absolute;
  }

  /** Makes a directory and those above it, each durably. @throws `PATH_KIND_MISMATCH`, `PATH_OUTSIDE_ROOT`, `STORAGE_…` */
  async ensureDirectory(path: string): Promise<void> {
    if (this.#known.has(path)) return;
    if (path === "") await this.#files.mkdir(this.#root, { recursive: true });
    else {
      await this.ensureDirectory(parentOf(path));
      await this.#makeDirectory(path);
    }
    await this.#check(path, "PATH_KIND_MISMATCH");
  }

  /** Where `path` really lies, symbolic links followed. @throws `PATH_OUTSIDE_ROOT` */
  async realPath(path: string): Promise<string> {
    this.#real ??= this.#files.realpath(this.#root);
    const root = await this.#real;
    const real = await this.#files.realpath(this.#absolute(path));
    if (real === root || real.startsWith(root.endsWith(sep) ? root : root + sep)) return real;
    throw fail("PATH_OUTSIDE_ROOT", `Cannot use '${path}': expected a link inside the root, got '${real}'`, {
      details: { path },
    });
  }

  /** Forgets that `path` and what is below it exist. */
  forget(path: string): void {
    for (const known of this.#known) if (known === path || known.startsWith(`${path}/`)) this.#known.delete(known);
  }

  async #makeDirectory(path: string): Promise<void> {
    try {
      await this.#files.mkdir(this.#absolute(path));
    } catch (error) {
      if (systemCode(error) === "EEXIST") return;
      throw storageError(error, "save", path);
    }
    await this.#syncs.sync(this.#absolute(parentOf(path)));
  }

  async #check(directory: string, otherwise: "FILE_NOT_FOUND" | "PATH_KIND_MISMATCH"): Promise<void> {
    if (this.#known.has(directory)) return;
    const real = await this.realPath(directory);
    if (!(await this.#files.stat(real)).isDirectory())
      throw fail(otherwise, `Cannot use '${directory}': expected a directory, got a file`, {
        details: { path: directory },
      });
    this.#known.add(directory);
  }

  #absolute(path: string): string {
    return path === "" ? this.#root : join(this.#root, parentOf(path), nameOf(path));
  }
}
