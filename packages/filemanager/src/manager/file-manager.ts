/// <reference lib="esnext.disposable" preserve="true" />
import {
  type Backend,
  type BackendSurroundings,
  type DocumentOptions,
  type JoinOptions,
  type Json,
  type LoadOptions,
  mapConcurrently,
  type SaveOptions,
  type SaveReceipt,
  type StoredEntry,
  type StoredImage,
  type Table,
} from "@ohcs/context";
import { fail } from "../errors.ts";
import {
  type BackendMaker,
  type BackendReference,
  type BackendResolver,
  backendFactories,
} from "./backend-reference.ts";

/** Options of {@link FileManager.open}: the backends of a context, and where their modules are. */
export interface FileManagerOptions {
  readonly references: Readonly<Record<string, BackendReference>>;
  readonly resolve: BackendResolver;
  /** What instances may share with those of other FileManagers in the same worker. */
  readonly surroundings?: BackendSurroundings;
}

/** One image of a batch: a path, or a page of a file. */
export type BatchItem = string | { readonly path: string; readonly page: number; readonly sample?: number };

/** One image to save. */
export interface SaveItem {
  readonly path: string;
  readonly image: StoredImage;
}

/** Bytes moved so far: samples as loaded, eight per table cell; and the stored bytes that backends report. */
export interface FileManagerUsage {
  readonly readBytes: number;
  readonly writtenBytes: number;
}

const BATCH_WIDTH = 4;

/**
 * All storage of one well: every method takes a virtual path and the *name* of a backend; there is no default and no
 * fallback. Instances are made at first use, belong to this FileManager alone, and end with `close`.
 */
export class FileManager implements AsyncDisposable {
  readonly #makers: Readonly<Record<string, BackendMaker>>;
  readonly #backends = new Map<string, Promise<Backend>>();
  #closing: Promise<void> | null = null;
  #readBytes = 0;
  #writtenBytes = 0;

  constructor(backends: Readonly<Record<string, BackendMaker>>) {
    this.#makers = backends;
  }

  /** A FileManager over the backends that a context references. Nothing is imported before it is needed. */
  static open({ references, resolve, surroundings }: FileManagerOptions): FileManager {
    return new FileManager(backendFactories(references, resolve, surroundings));
  }

  /** Bytes moved since this FileManager was created. */
  get usage(): FileManagerUsage {
    return { readBytes: this.#readBytes, writtenBytes: this.#writtenBytes };
  }

  /** The instance behind a name, made if need be. @throws `BACKEND_UNKNOWN`, `BACKEND_INVALID`, `BACKEND_CLOSED` */
  async backend(name: string): Promise<Backend> {
    if (this.#closing !== null) throw fail("BACKEND_CLOSED", `Cannot use backend '${name}': the FileManager is closed`);
    const known = this.#backends.get(name);
    if (known !== undefined) return known;
    const made = this.#make(name);
    this.#backends.set(name, made);
    return made;
  }

  /** The plane at `path`, C order `[y, x]`. @throws `FILE_NOT_FOUND`, `IMAGE_UNREADABLE`, `IMAGE_TRUNCATED`, … */
  async load(path: string, backend: string, options?: LoadOptions): Promise<StoredImage> {
    const image = await (await this.backend(backend)).load(path, options);
    this.#readBytes += image.data.byteLength;
    return image;
  }

  /** An image of one page, which is then no longer there; null, and nothing done, where the backend does not give its memory away. */
  async take(path: string, backend: string): Promise<StoredImage | null> {
    const image = (await (await this.backend(backend)).take?.(path)) ?? null;
    this.#readBytes += image?.data.byteLength ?? 0;
    return image;
  }

  /** The planes of `items`, in their order; the error of the first that cannot be loaded names it. */
  async loadBatch(
    items: readonly BatchItem[],
    backend: string,
    options: Omit<LoadOptions, "page" | "sample"> = {},
  ): Promise<StoredImage[]> {
    return mapConcurrently(items, BATCH_WIDTH, (item) =>
      typeof item === "string"
        ? this.load(item, backend, options)
        : this.load(item.path, backend, { ...options, page: item.page, sample: item.sample ?? null }),
    );
  }

  /** Stores an image, whole or not at all. @throws `FILE_EXISTS` unless `ifExists: "replace"`, `STORAGE_FULL`, … */
  async save(path: string, image: StoredImage, backend: string, options?: SaveOptions): Promise<SaveReceipt> {
    return this.#written(await (await this.backend(backend)).save(path, image, options));
  }

  /** Stores images; receipts in their order. Each is atomic, the batch is not: images before an error may be stored. */
  async saveBatch(items: readonly SaveItem[], backend: string, options?: SaveOptions): Promise<SaveReceipt[]> {
    return mapConcurrently(items, BATCH_WIDTH, ({ path, image }) => this.save(path, image, backend, options));
  }

  /** The table at `path`, rows in stored order. @throws `FILE_NOT_FOUND`, `TABLE_UNREADABLE` */
  async loadTable(path: string, backend: string, options?: DocumentOptions): Promise<Table> {
    const table = await (await this.backend(backend)).loadTable(path, options);
    this.#readBytes += 8 * table.columns.length * table.rows.length;
    return table;
  }

  /**
   * Stores a table: full precision, null for values that are not finite. @throws `FILE_EXISTS`, `TABLE_INVALID`,
   * `STORAGE_FULL`, …
   */
  async saveTable(path: string, table: Table, backend: string, options?: SaveOptions): Promise<SaveReceipt> {
    return this.#written(await (await this.backend(backend)).saveTable(path, table, options));
  }

  /** Stores tables as one, one below the other; null, and nothing done, where the backend can only do so with all of them in memory. */
  async joinTables(
    paths: readonly string[],
    to: string,
    backend: string,
    options?: JoinOptions,
  ): Promise<SaveReceipt | null> {
    const receipt = await (await this.backend(backend)).joinTables?.(paths, to, options);
    return receipt === undefined ? null : this.#written(receipt);
  }

  /** The JSON value at `path`. @throws `FILE_NOT_FOUND`, `JSON_UNREADABLE` */
  async loadJson(path: string, backend: string, options?: DocumentOptions): Promise<Json> {
    return (await this.backend(backend)).loadJson(path, options);
  }

  /** Stores a JSON value with sorted keys. @throws `FILE_EXISTS`, `JSON_INVALID`, `STORAGE_FULL`, … */
  async saveJson(path: string, value: Json, backend: string, options?: SaveOptions): Promise<SaveReceipt> {
    return this.#written(await (await this.backend(backend)).saveJson(path, value, options));
  }

  /** The text at `path`, as the backend stores it. @throws `FILE_NOT_FOUND` */
  async loadText(path: string, backend: string): Promise<string> {
    return (await this.backend(backend)).loadText(path);
  }

  /** Entries directly below `directory`, `w2` before `w10`. @throws `FILE_NOT_FOUND` */
  async list(directory: string, backend: string): Promise<readonly StoredEntry[]> {
    return (await this.backend(backend)).list(directory);
  }

  /** Is a file or a directory at `path`? */
  async exists(path: string, backend: string): Promise<boolean> {
    return (await this.backend(backend)).exists(path);
  }

  /** Kind and stored bytes of the value at `path`; a directory counts 0. @throws `FILE_NOT_FOUND` */
  async stat(path: string, backend: string): Promise<StoredEntry> {
    return (await this.backend(backend)).stat(path);
  }

  /** Removes a file, or a directory with everything below it. @throws `FILE_NOT_FOUND` */
  async delete(path: string, backend: string): Promise<void> {
    return (await this.backend(backend)).delete(path);
  }

  /** Makes a directory and those above it where they are missing. @throws `PATH_KIND_MISMATCH` */
  async ensureDirectory(path: string, backend: string): Promise<void> {
    return (await this.backend(backend)).ensureDirectory(path);
  }

  /** Copies a file within a backend. @throws `FILE_NOT_FOUND`, `FILE_EXISTS`, `PATH_KIND_MISMATCH` */
  async copy(from: string, to: string, backend: string, options?: SaveOptions): Promise<void> {
    return (await this.backend(backend)).copy(from, to, options);
  }

  /** Moves a file within a backend. @throws `FILE_NOT_FOUND`, `FILE_EXISTS`, `PATH_KIND_MISMATCH` */
  async move(from: string, to: string, backend: string, options?: SaveOptions): Promise<void> {
    return (await this.backend(backend)).move(from, to, options);
  }

  /** Closes every instance that was made, also when closing one of them fails; may be called twice. */
  async close(): Promise<void> {
    this.#closing ??= this.#closeAll();
    return this.#closing;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    return this.close();
  }

  async #make(name: string): Promise<Backend> {
    const maker = Object.hasOwn(this.#makers, name) ? this.#makers[name] : undefined;
    if (maker !== undefined) return maker();
    const names = Object.keys(this.#makers);
    throw fail("BACKEND_UNKNOWN", `Cannot use backend '${name}': expected one of '${names.join("', '")}'`, {
      details: { backend: name, backends: names },
    });
  }

  async #closeAll(): Promise<void> {
    const made = await Promise.allSettled(this.#backends.values());
    const open = made.flatMap((one) => (one.status === "fulfilled" ? [one.value] : []));
    const closed = await Promise.allSettled(open.map((backend) => backend.close()));
    const failed = closed.find((one) => one.status === "rejected");
    if (failed !== undefined) throw failed.reason;
  }

  #written(receipt: SaveReceipt): SaveReceipt {
    this.#writtenBytes += receipt.bytes;
    return receipt;
  }
}
