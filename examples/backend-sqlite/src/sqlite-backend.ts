import { createHash } from "node:crypto";
import { isAbsolute } from "node:path";
import {
  type Backend,
  defineBackend,
  isOhcsError,
  type Json,
  type LoadOptions,
  type SaveOptions,
  type SaveReceipt,
  type StoredEntry,
  type StoredImage,
  type Table,
} from "@ohcs/context";
import { Entries, type EntryHead, entryOf } from "./entries.ts";
import { fail } from "./errors.ts";
import {
  type ImageHeader,
  imageOf,
  imageValue,
  jsonValue,
  pageRange,
  type StoredValue,
  tableValue,
} from "./stored-value.ts";
import { normalizePath } from "./virtual-path.ts";

/** How `sqliteBackend` is opened. */
export interface SqliteOptions {
  /** Absolute path of the database; made where it does not exist, in a folder that does. */
  readonly file: string;
}

/** Images, tables and JSON as rows of one SQLite file. */
export class SqliteBackend implements Backend {
  readonly specVersion = 1;
  readonly name = "sqlite";
  readonly capabilities = { images: true, tables: true, json: true, writable: true, durable: true };
  readonly #entries: Entries;
  #closed = false;

  constructor({ file }: SqliteOptions) {
    if (typeof file !== "string" || !isAbsolute(file))
      throw fail(
        "BACKEND_OPTION_INVALID",
        `Cannot open database: expected 'file' to be an absolute path, got '${file}'`,
      );
    this.#entries = asOurs("open", file, () => new Entries(file));
  }

  async load(path: string, { page = 0, sample, signal }: LoadOptions = {}): Promise<StoredImage> {
    signal?.throwIfAborted();
    return this.#use("read", path, (target) => {
      const header = JSON.parse(this.#valueAt(target, "image", "IMAGE_UNREADABLE").header) as ImageHeader;
      const { start, bytes } = pageRange(header, sample ?? page, target);
      return imageOf(header, this.#entries.body(target, start, bytes));
    });
  }

  async save(path: string, image: StoredImage, options?: SaveOptions): Promise<SaveReceipt> {
    return this.#save(path, imageValue(image, path), options);
  }

  async loadTable(path: string): Promise<Table> {
    return this.#use("read", path, (target) => JSON.parse(this.#textAt(target, "table", "TABLE_UNREADABLE")) as Table);
  }

  async saveTable(path: string, table: Table, options?: SaveOptions): Promise<SaveReceipt> {
    return this.#save(path, tableValue(table), options);
  }

  async loadJson(path: string): Promise<Json> {
    return this.#use("read", path, (target) => JSON.parse(this.#textAt(target, "json", "JSON_UNREADABLE")) as Json);
  }

  async saveJson(path: string, value: Json, options?: SaveOptions): Promise<SaveReceipt> {
    return this.#save(path, jsonValue(value, path), options);
  }

  /** The text as it is stored: JSON, for tables too. */
  async loadText(path: string): Promise<string> {
    return this.#use("read", path, (target) => {
      const { kind } = this.#entries.getFile(target);
      return this.#textAt(target, kind === "table" ? "table" : "json", "JSON_UNREADABLE");
    });
  }

  async list(directory: string): Promise<readonly StoredEntry[]> {
    return this.#use("list", directory, (target) => this.#entries.list(target));
  }

  async exists(path: string): Promise<boolean> {
    return this.#use("find", path, (target) => this.#entries.find(target) !== undefined);
  }

  async stat(path: string): Promise<StoredEntry> {
    return this.#use("find", path, (target) => entryOf(this.#entries.get(target)));
  }

  async delete(path: string): Promise<void> {
    this.#use("delete", path, (target) => this.#entries.delete(target));
  }

  async ensureDirectory(path: string): Promise<void> {
    this.#use("make", path, (target) => this.#entries.ensureDirectory(target));
  }

  async copy(from: string, to: string, { ifExists, signal }: SaveOptions = {}): Promise<void> {
    signal?.throwIfAborted();
    this.#use("copy", from, (source) => this.#entries.copy(source, normalizePath(to), ifExists === "replace"));
  }

  async move(from: string, to: string, { ifExists, signal }: SaveOptions = {}): Promise<void> {
    signal?.throwIfAborted();
    this.#use("move", from, (source) => this.#entries.move(source, normalizePath(to), ifExists === "replace"));
  }

  async hash(path: string): Promise<string> {
    return this.#use("read", path, (target) => {
      const { bytes } = this.#entries.getFile(target);
      return createHash("sha256")
        .update(this.#entries.body(target, 0, bytes))
        .digest("hex");
    });
  }

  async close(): Promise<void> {
    this.#closed = true;
    this.#entries.close();
  }

  #save(path: string, value: StoredValue, { ifExists, signal }: SaveOptions = {}): SaveReceipt {
    signal?.throwIfAborted();
    return this.#use("save", path, (target) => {
      this.#entries.put(target, value, ifExists === "replace");
      const sha256 = createHash("sha256").update(value.body).digest("hex");
      return { path: target, bytes: value.body.byteLength, sha256 };
    });
  }

  #textAt(path: string, kind: "table" | "json", code: "TABLE_UNREADABLE" | "JSON_UNREADABLE"): string {
    return this.#entries.body(path, 0, this.#valueAt(path, kind, code).bytes).toString("utf8");
  }

  #valueAt(
    path: string,
    kind: StoredValue["kind"],
    code: "IMAGE_UNREADABLE" | "TABLE_UNREADABLE" | "JSON_UNREADABLE",
  ): EntryHead {
    const head = this.#entries.getFile(path);
    if (head.kind === kind) return head;
    throw fail(code, `Cannot read '${path}': expected '${kind}', got '${head.kind}'`, { details: { path } });
  }

  #use<Result>(verb: string, path: string, work: (path: string) => Result): Result {
    if (this.#closed) throw fail("BACKEND_CLOSED", `Cannot ${verb} '${path}': the backend is closed`);
    return asOurs(verb, path, () => work(normalizePath(path)));
  }
}

/** `sqliteBackend.create({ file: "/data/plate.sqlite" })` opens or makes a database. @throws `BACKEND_OPTION_INVALID` */
export const sqliteBackend = defineBackend<SqliteOptions>({
  name: "sqlite",
  version: "1.0.0",
  usual: { output: { file: "{output}/plate.sqlite" } },
  create: (options) => new SqliteBackend(options),
});

function asOurs<Result>(verb: string, path: string, work: () => Result): Result {
  try {
    return work();
  } catch (error) {
    throw isOhcsError(error) ? error : storageError(error, verb, path);
  }
}

/** An error of SQLite as an error of the port; a busy database may be free on retry. */
function storageError(cause: unknown, verb: string, path: string): Error {
  const code = String((cause as { readonly code?: unknown } | null)?.code ?? cause);
  const message = `Cannot ${verb} '${path}': SQLite reports '${code}'`;
  const details = { path, sqlite: code };
  if (code.startsWith("SQLITE_FULL")) return fail("STORAGE_FULL", message, { cause, details });
  if (code.startsWith("SQLITE_BUSY")) return fail("STORAGE_BUSY", message, { cause, details, retryable: true });
  return fail("STORAGE_FAILED", message, { cause, details });
}
