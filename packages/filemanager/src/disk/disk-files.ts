import type { Dirent } from "node:fs";
import {
  compareNatural,
  isOhcsError,
  type LoadOptions,
  mapConcurrently,
  type SaveOptions,
  type StoredEntry,
  type StoredFile,
} from "@ohcs/context";
import { fail } from "../errors.ts";
import { NameRegister } from "../paths/name-register.ts";
import { childOf, parentOf } from "../paths/virtual-path.ts";
import { commit, type Parts, writeAtomically } from "./atomic-write.ts";
import { blocking } from "./blocking-file-system.ts";
import { DirectorySync } from "./directory-sync.ts";
import { DiskRoot } from "./disk-root.ts";
import type { FileSystem } from "./file-system.ts";
import { type FileOpening, type UseOfFile, withFileBytes, withOwnFileBytes } from "./open-file.ts";
import { storageError, systemCode } from "./storage-error.ts";
import { isTemporary } from "./sweep-temporaries.ts";

const STATS_AT_ONCE = 32;

/** Bytes at virtual paths (normalized) below one folder; system errors become errors of this package. */
export class DiskFiles {
  readonly #files: FileSystem;
  readonly #syncs: DirectorySync;
  readonly #root: DiskRoot;
  readonly #makesRoot: boolean;
  readonly #names = new NameRegister();
  readonly #closing = new Set<Promise<void>>();
  readonly #opening: FileOpening;
  readonly #blocking: { readonly files: FileSystem; readonly syncs: DirectorySync };

  /**
   * @param makesRoot Does a root that does not exist yet count as an empty directory?
   * @param known Directories that an earlier instance for the same root has checked
   */
  constructor(root: string, makesRoot: boolean, files: FileSystem, known = new Map<string, string>()) {
    this.#files = files;
    this.#makesRoot = makesRoot;
    this.#syncs = new DirectorySync(files);
    this.#opening = { open: (path, flags) => files.open(path, flags), leave: (closing) => this.#leave(closing) };
    this.#blocking = { files: blocking(files), syncs: new DirectorySync(blocking(files)) };
    this.#root = new DiskRoot(root, files, this.#syncs, known);
  }

  /** Opens a file for `use`; symbolic links are followed where they stay inside the root. */
  async read<Result>(
    path: string,
    use: UseOfFile<Result>,
    { mayBlock = false }: Pick<LoadOptions, "mayBlock"> = {},
  ): Promise<Result> {
    const opening = mayBlock ? this.#blocking.files : this.#opening;
    return asOurs("read", path, async () => {
      const absolute = await this.#root.resolve(path);
      try {
        return await withOwnFileBytes(opening, absolute, path, use);
      } catch (error) {
        if (systemCode(error) !== "ELOOP") throw error;
        return await withFileBytes(opening, await this.#root.realPath(absolute, path), path, use);
      }
    });
  }

  async readAll(path: string): Promise<Uint8Array> {
    return this.read(path, (source) => source.read(0, source.size));
  }

  /** Makes the directories above, then writes the file atomically and durably. */
  async write(path: string, parts: Parts, options: SaveOptions = {}): Promise<StoredFile> {
    return asOurs("save", path, async () => {
      const target = await this.#targetOf(path);
      const { ifExists = "error", signal, mayBlock = false } = options;
      const { files, syncs } = mayBlock ? this.#blocking : { files: this.#files, syncs: this.#syncs };
      try {
        const written = await writeAtomically(files, syncs, { target, parts, ifExists, signal });
        await this.#root.settle(parentOf(path));
        return { path, ...written };
      } catch (error) {
        if (systemCode(error) === "ENOENT") this.#root.forget(parentOf(path));
        throw await this.#unlessDirectory(error, target, path);
      }
    });
  }

  async list(directory: string): Promise<StoredEntry[]> {
    return asOurs("read", directory, async () => {
      const entries = await this.#entriesOf(directory);
      const shown = entries.filter(({ name }) => !isTemporary(name)).sort((a, b) => compareNatural(a.name, b.name));
      const stored = await mapConcurrently(shown, STATS_AT_ONCE, (entry) => this.#entry(directory, entry));
      return stored.filter((entry) => entry !== null);
    });
  }

  async stat(path: string): Promise<StoredEntry> {
    if (path === "" && this.#makesRoot) return { path, kind: "directory", bytes: 0 };
    return asOurs("read", path, async () => {
      const absolute = await this.#root.resolve(path);
      const own = await this.#files.lstat(absolute);
      const stat = own.isSymbolicLink() ? await this.#files.stat(await this.#root.realPath(absolute, path)) : own;
      if (stat.isDirectory()) return { path, kind: "directory", bytes: 0 };
      if (stat.isFile()) return { path, kind: "file", bytes: stat.size };
      throw mismatch(path, "a file or directory", "a device");
    });
  }

  async exists(path: string): Promise<boolean> {
    try {
      await this.stat(path);
      return true;
    } catch (error) {
      if (isOhcsError(error, "FILE_NOT_FOUND")) return false;
      throw error;
    }
  }

  async delete(path: string): Promise<void> {
    return asOurs("delete", path, async () => {
      if (path === "") throw mismatch(path, "a path below the root", "the root");
      const absolute = await this.#root.resolve(path);
      const { kind } = await this.stat(path);
      if (kind === "directory") await this.#removeDirectory(absolute, path);
      else await this.#files.unlink(absolute);
      this.#names.release(path);
      await this.#syncs.sync(await this.#root.resolve(parentOf(path)));
    });
  }

  async ensureDirectory(path: string): Promise<void> {
    return asOurs("save", path, async () => {
      this.#names.claim(path);
      await this.#root.ensureDirectory(path);
      await this.#root.settle(path);
    });
  }

  async move(from: string, to: string, { ifExists = "error" }: SaveOptions): Promise<void> {
    return asOurs("save", to, async () => {
      if ((await this.stat(from)).kind === "directory") throw mismatch(from, "a file", "a directory");
      const source = await this.#root.resolve(from);
      if (from === to) return;
      const target = await this.#targetOf(to);
      await commit(this.#files, source, { target, ifExists }).catch(async (error: unknown) => {
        throw await this.#unlessDirectory(error, target, to);
      });
      this.#names.release(from);
      await this.#root.settle(parentOf(to));
      for (const path of [from, to]) await this.#syncs.sync(await this.#root.resolveDirectory(parentOf(path)));
    });
  }

  /** Waits until all files that were read are closed. */
  async close(): Promise<void> {
    await Promise.all(this.#closing);
  }

  /** Samples need not wait for their file to be closed; closing a file that was only read changes nothing. */
  #leave(closing: Promise<void>): void {
    const left = closing.catch(() => undefined).finally(() => this.#closing.delete(left));
    this.#closing.add(left);
  }

  async #targetOf(path: string): Promise<string> {
    if (path === "") throw mismatch(path, "a file", "the root");
    this.#names.claim(path);
    await this.#root.ensureDirectory(parentOf(path));
    return this.#root.resolve(path);
  }

  async #removeDirectory(absolute: string, path: string): Promise<void> {
    await this.#files.rm(absolute, { recursive: true });
    this.#names.releaseDirectory(path);
    this.#root.forget(path);
  }

  async #entriesOf(directory: string): Promise<Dirent[]> {
    try {
      return await this.#files.readdir(await this.#root.resolveDirectory(directory), { withFileTypes: true });
    } catch (error) {
      if (directory === "" && this.#makesRoot && systemCode(error) === "ENOENT") return [];
      throw error;
    }
  }

  /** `EEXIST` states that a path is taken, not by what. */
  async #unlessDirectory(error: unknown, target: string, path: string): Promise<unknown> {
    if (systemCode(error) !== "EEXIST") return error;
    const stat = await this.#files.lstat(target).catch(() => null);
    return stat?.isDirectory() ? mismatch(path, "a file", "a directory") : error;
  }

  /** Dangling links, links that lead outside, and devices are not listed. */
  async #entry(directory: string, entry: Dirent): Promise<StoredEntry | null> {
    if (!entry.isFile() && !entry.isDirectory() && !entry.isSymbolicLink()) return null;
    const path = childOf(directory, entry.name.normalize("NFC"));
    if (entry.isDirectory()) return { path, kind: "directory", bytes: 0 };
    return this.stat(path).catch((error: unknown) => {
      if (isOhcsError(error, "FILE_NOT_FOUND", "PATH_OUTSIDE_ROOT")) return null;
      throw error;
    });
  }
}

async function asOurs<Result>(
  action: "read" | "save" | "delete",
  path: string,
  work: () => Promise<Result>,
): Promise<Result> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof DOMException && error.name === "AbortError") throw error;
    throw storageError(error, action, path);
  }
}

function mismatch(path: string, expected: string, got: string): Error {
  return fail("PATH_KIND_MISMATCH", `Cannot use '${path}': expected ${expected}, got ${got}`, { details: { path } });
}
