import { canonicalJson } from "./canonical-json.ts";
import type { Json } from "./json.ts";
import { newSha256 } from "./sha256.ts";

/** Lower-case hexadecimal SHA-256 of bytes, or of a text in UTF-8. */
export function sha256Hex(data: Uint8Array | string): string {
  return newSha256().add(data).hex();
}

/** A stable hash of any JSON value: that of its canonical form. */
export function fingerprintOf(value: Json): string {
  return sha256Hex(canonicalJson(value));
}
