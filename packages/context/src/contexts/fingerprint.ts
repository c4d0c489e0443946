import { sha256 } from "@noble/hashes/sha2.js";
import { bytesToHex, utf8ToBytes } from "@noble/hashes/utils.js";
import { canonicalJson } from "./canonical-json.ts";
import type { Json } from "./json.ts";

/** Lower-case hexadecimal SHA-256 of bytes, or of a text in UTF-8. */
export function sha256Hex(data: Uint8Array | string): string {
  return bytesToHex(sha256(typeof data === "string" ? utf8ToBytes(data) : data));
}

/** A stable hash of any JSON value: that of its canonical form. */
export function fingerprintOf(value: Json): string {
  return sha256Hex(canonicalJson(value));
}
