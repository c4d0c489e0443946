import { fingerprintOf, type Json, sha256Hex, type Table } from "@ohcs/context";
import { fail } from "../errors.ts";
import { modulePath, suppliedPath } from "../layout.ts";

/**
 * The hashes of the texts of user modules that were linked anew, so that their text is not the one of which `user:<sha256>`
 * is the name.
 */
export function relinkedIn(userModules: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
  const hashes = Object.entries(userModules).map(([name, text]) => [name, sha256Hex(text)] as const);
  return Object.fromEntries(hashes.filter(([name, sha256]) => name !== `user:${sha256}`));
}

/** A supplied table or JSON, proved by its name. @throws `RUN_FILE_CHANGED` */
export function provedSupplied<Value extends Table | Json>(sha256: string, value: Value): Value {
  if (fingerprintOf(value as unknown as Json) !== sha256) throw changed(suppliedPath(sha256));
  return value;
}

/** The text of a user module, proved by the name of its file. @throws `RUN_FILE_CHANGED` */
export function provedModule(sha256: string, text: string): string {
  if (sha256Hex(text) !== sha256) throw changed(modulePath(sha256));
  return text;
}

function changed(path: string): Error {
  const message = `Cannot use '${path}': its content does not match the hash in its name`;
  return fail("RUN_FILE_CHANGED", message, { details: { path } });
}
