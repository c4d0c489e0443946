/**
 * A storage backend on SQLite, written as somebody outside of OHCS would: it builds upon `@ohcs/context` alone.
 *
 * ```ts
 * const files = new FileManager({ sqlite: () => sqliteBackend.create({ file: "/data/plate.sqlite" }) });
 * ```
 */
export { type SqliteErrorCode, sqliteErrors } from "./errors.ts";
export { SqliteBackend, type SqliteOptions, sqliteBackend } from "./sqlite-backend.ts";
