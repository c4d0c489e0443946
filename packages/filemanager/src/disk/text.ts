import { fail } from "../errors.ts";

/** The text of UTF-8 bytes. @throws `code` if they are not UTF-8 */
export function decodeUtf8(bytes: Uint8Array, path: string, code: "TABLE_UNREADABLE" | "JSON_UNREADABLE"): string {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch (cause) {
    throw fail(code, `Cannot read '${path}': it is not valid UTF-8`, { cause, details: { path } });
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
