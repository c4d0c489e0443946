import { type FileSystem, nodeFileSystem } from "./file-system.ts";

interface Pending {
  readonly running: Promise<void>;
  next: Promise<void> | null;
}

/**
 * Makes renames durable: `sync` resolves after an fsync of the directory that *began* after the call. Saves that finish
 * while one is running share the next, so many writers to a directory need few syncs.
 */
export class DirectorySync {
  readonly #pending = new Map<string, Pending>();
  readonly #files: FileSystem;

  constructor(files: FileSystem = nodeFileSystem) {
    this.#files = files;
  }

  sync(directory: string): Promise<void> {
    const pending = this.#pending.get(directory);
    if (pending === undefined) return this.#start(directory);
    pending.next ??= pending.running.then(
      () => this.#start(directory),
      () => this.#start(directory),
    );
    return pending.next;
  }

  #start(directory: string): Promise<void> {
    const running = this.#fsync(directory).finally(() => {
      if (this.#pending.get(directory)?.running === running) this.#pending.delete(directory);
    });
    this.#pending.set(directory, { running, next: null });
    return running;
  }

  /** Windows has no directory handles that can be synced: there renames are as durable as NTFS makes them. */
  async #fsync(directory: string): Promise<void> {
    if (process.platform === "win32") return;
    const handle = await this.#files.open(directory, "r");
    try {
      await handle.sync();
    } finally {
      await handle.close();
    }
  }
}
