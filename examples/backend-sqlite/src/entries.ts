import { compareNatural, type StoredEntry } from "@ohcs/context";
import Database from "better-sqlite3";
import { fail } from "./errors.ts";
import type { StoredValue } from "./stored-value.ts";
import { parentOf, prefixesOf } from "./virtual-path.ts";

const SCHEMA = `CREATE TABLE IF NOT EXISTS entries (
  path TEXT PRIMARY KEY, folded TEXT NOT NULL UNIQUE, parent TEXT NOT NULL, kind TEXT NOT NULL,
  header TEXT NOT NULL, bytes INTEGER NOT NULL, body BLOB NOT NULL
) STRICT;
CREATE INDEX IF NOT EXISTS entries_by_parent ON entries (parent);`;

/** Between two attempts, and after which none follows: as long as better-sqlite3 waits for other locks. */
const [RETRY_MS, LAST_MS] = [10, 5000];

/** A row without its body. */
export interface EntryHead {
  readonly path: string;
  readonly kind: "directory" | StoredValue["kind"];
  readonly header: string;
  readonly bytes: number;
}

/**
 * Directories and values by normalized path, in one table of one database. A change of more than one row is one
 * transaction, and `synchronous = FULL` makes a committed transaction survive a power cut.
 */
export class Entries {
  readonly #db: Database.Database;

  constructor(file: string) {
    this.#db = new Database(file);
    writeAhead(this.#db);
    this.#db.pragma("synchronous = FULL");
    this.#db.exec(SCHEMA);
  }

  find(path: string): EntryHead | undefined {
    const select = this.#db.prepare<[string], EntryHead>(
      "SELECT path, kind, header, bytes FROM entries WHERE path = ?",
    );
    return path === "" ? { path, kind: "directory", header: "", bytes: 0 } : select.get(path);
  }

  /** @throws `FILE_NOT_FOUND` */
  get(path: string): EntryHead {
    const head = this.find(path);
    if (head !== undefined) return head;
    throw fail("FILE_NOT_FOUND", `Cannot find '${path}': nothing is stored there`, { details: { path } });
  }

  /** @throws `FILE_NOT_FOUND`, `PATH_KIND_MISMATCH` */
  getFile(path: string): EntryHead {
    const head = this.get(path);
    if (head.kind === "directory") throw mismatch(path, "a file", "a directory");
    return head;
  }

  /** Bytes of a value; SQLite reads only the pages that hold them. */
  body(path: string, start: number, bytes: number): Buffer {
    const select = this.#db.prepare<[number, number, string], { part: Buffer }>(
      "SELECT substr(body, ?, ?) AS part FROM entries WHERE path = ?",
    );
    return select.get(start + 1, bytes, path)?.part ?? Buffer.alloc(0);
  }

  list(directory: string): readonly StoredEntry[] {
    if (this.get(directory).kind !== "directory") throw mismatch(directory, "a directory", "a file");
    const select = this.#db.prepare<[string], EntryHead>("SELECT path, kind, bytes FROM entries WHERE parent = ?");
    return select
      .all(directory)
      .map(entryOf)
      .sort((a, b) => compareNatural(a.path, b.path));
  }

  /** @throws `FILE_EXISTS`, `PATH_KIND_MISMATCH`, `PATH_CASE_CLASH` */
  put(path: string, value: StoredValue, replaces: boolean): void {
    this.#atomically(() => {
      this.#makeRoom(path, replaces);
      this.#insert(path, value.kind, value.header, value.body);
    });
  }

  ensureDirectory(path: string): void {
    this.#atomically(() => this.#ensureDirectory(path));
  }

  /** The value at `from` at `to` too. */
  copy(from: string, to: string, replaces: boolean): void {
    this.#atomically(() => this.#copy(from, to, replaces));
  }

  /** The value at `from` at `to` instead. */
  move(from: string, to: string, replaces: boolean): void {
    this.#atomically(() => {
      if (this.getFile(from).path === to) return;
      this.#copy(from, to, replaces);
      this.#remove(from);
    });
  }

  delete(path: string): void {
    if (path === "") throw mismatch(path, "a path below the root", "the root");
    this.#atomically(() => {
      this.get(path);
      this.#remove(path);
    });
  }

  close(): void {
    this.#db.close();
  }

  #atomically(work: () => void): void {
    this.#db.transaction(work).immediate();
  }

  #copy(from: string, to: string, replaces: boolean): void {
    const { kind, header, bytes } = this.getFile(from);
    if (from === to && replaces) return;
    const body = this.body(from, 0, bytes);
    this.#makeRoom(to, replaces);
    this.#insert(to, kind, header, body);
  }

  /** Makes the directories above `path`, and removes the value at `path` where that is allowed. */
  #makeRoom(path: string, replaces: boolean): void {
    this.#ensureDirectory(parentOf(path));
    this.#refuseCaseClash(path);
    const previous = this.find(path);
    if (previous?.kind === "directory") throw mismatch(path, "a file", "a directory");
    if (previous !== undefined && !replaces)
      throw fail("FILE_EXISTS", `Cannot save '${path}': a value is already stored there`, {
        details: { path },
      });
    if (previous !== undefined) this.#remove(path);
  }

  #ensureDirectory(path: string): void {
    for (const prefix of prefixesOf(path)) {
      this.#refuseCaseClash(prefix);
      const found = this.find(prefix);
      if (found === undefined) this.#insert(prefix, "directory", "", Buffer.alloc(0));
      else if (found.kind !== "directory") throw mismatch(prefix, "a directory", "a file");
    }
  }

  #refuseCaseClash(path: string): void {
    const select = this.#db.prepare<[string], { path: string }>("SELECT path FROM entries WHERE folded = ?");
    const known = select.get(path.toLowerCase())?.path ?? path;
    if (known === path) return;
    const message = `Cannot save '${path}': its name differs only in case from that of '${known}'`;
    throw fail("PATH_CASE_CLASH", message, { details: { path, known } });
  }

  #insert(path: string, kind: EntryHead["kind"], header: string, body: Buffer): void {
    this.#db
      .prepare("INSERT INTO entries (path, folded, parent, kind, header, bytes, body) VALUES (?, ?, ?, ?, ?, ?, ?)")
      .run(path, path.toLowerCase(), parentOf(path), kind, header, body.byteLength, body);
  }

  #remove(path: string): void {
    const below = `${path}/`;
    this.#db.prepare("DELETE FROM entries WHERE path = ? OR substr(path, 1, ?) = ?").run(path, below.length, below);
  }
}

/** A row as seen by callers of the port. */
export function entryOf({ path, kind, bytes }: EntryHead): StoredEntry {
  return { path, kind: kind === "directory" ? "directory" : "file", bytes };
}

function mismatch(path: string, expected: string, got: string): Error {
  return fail("PATH_KIND_MISMATCH", `Cannot use '${path}': expected ${expected}, got ${got}`, { details: { path } });
}

/** While another connection makes the same new database SQLite does not wait, but reports it busy at once. */
function writeAhead(db: Database.Database): void {
  for (const last = performance.now() + LAST_MS; ; ) {
    try {
      db.pragma("journal_mode = WAL");
      return;
    } catch (error) {
      if (!(error instanceof Database.SqliteError) || error.code !== "SQLITE_BUSY" || performance.now() > last)
        throw error;
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, RETRY_MS);
    }
  }
}
