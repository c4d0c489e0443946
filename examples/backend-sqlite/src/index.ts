/**
 * A storage backend on SQLite, as a third party would write it: it depends on `@ohcs/context` alone.
 *
 * ```ts
 * const files = new FileManager({ sqlite: () => sqliteBackend.create({ file: "/data/plate.sqlite" }) });
 * ```
 */
export { type SqliteErrorCode, sqliteErrors } from "./errors.ts";
export { SqliteBackend, type SqliteOptions, sqliteBackend } from "./sqlite-backend.ts";
