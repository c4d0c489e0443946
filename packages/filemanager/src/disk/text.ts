import { fail } from "../errors.ts";

/** The text of UTF-8 bytes. @throws `code` where they are none */
export function decodeUtf8(bytes: Uint8Array, path: string, code: "TABLE_UNREADABLE" | "JSON_UNREADABLE"): string {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch (cause) {
    throw fail(code, `Cannot read '${path}': expected UTF-8, got other bytes`, { cause, details: { path } });
  }
}

/** The text of UTF-8 bytes, else of Latin-1 ones. */
export function decodeText(bytes: Uint8Array): string {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder("latin1").decode(bytes);
  }
}
