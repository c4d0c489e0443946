import { sha256 } from "@noble/hashes/sha2.js";
import { bytesToHex, utf8ToBytes } from "@noble/hashes/utils.js";
import type { ProcessingContextFields } from "./processing-context.ts";

/** Fields in which the wells of a plate differ. */
export const OWN_FIELDS = ["axisId", "fingerprint", "gpu", "images"] as const;

/** What contexts say alike: all other fields. */
export type SharedFields = Omit<ProcessingContextFields, (typeof OWN_FIELDS)[number]>;

/** What the wire forms of contexts that share fields begin with, made, hashed and decoded once. */
export class SharedTemplate {
  readonly fields: SharedFields;
  readonly prefix: string;
  readonly #hash: ReturnType<typeof sha256.create>;

  /** @param json The shared fields as canonical JSON */
  constructor(fields: SharedFields, json: string) {
    this.fields = fields;
    this.prefix = `{"shared":${json},"well":`;
    this.#hash = sha256.create().update(utf8ToBytes(this.prefix));
  }

  /** SHA-256 of the prefix and what follows it, in hexadecimal. */
  sha256Of(rest: string): string {
    return bytesToHex(this.#hash.clone().update(utf8ToBytes(rest)).digest());
  }
}

const MOST = 4;

/** What was decoded last, the latest first. Contexts of one plate share it: it is frozen. */
let recent: readonly SharedTemplate[] = [];

/** What the wire form `body` of a context begins with, where that was decoded not long ago. */
export function recentTemplate(body: string): SharedTemplate | null {
  const found = recent.find(({ prefix }) => body.startsWith(prefix)) ?? null;
  if (found !== null && found !== recent[0]) rememberTemplate(found);
  return found;
}

export function rememberTemplate(template: SharedTemplate): void {
  recent = [template, ...recent.filter((one) => one !== template)].slice(0, MOST);
}
