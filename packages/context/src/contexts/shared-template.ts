import type { FieldsOf } from "./frozen-record.ts";
import type { ProcessingContext } from "./processing-context.ts";
import { newSha256, type Sha256 } from "./sha256.ts";

/** Fields in which the wells of a plate differ. */
export const OWN_FIELDS = ["axisId", "fingerprint", "gpu", "images"] as const;

/** Fields that the contexts of a plate share: all others. */
export type SharedFields = Omit<FieldsOf<ProcessingContext>, (typeof OWN_FIELDS)[number]>;

/** The common prefix of the wire forms of contexts that share fields: encoded, hashed and decoded once. */
export class SharedTemplate {
  readonly fields: SharedFields;
  readonly prefix: string;
  readonly #hash: Sha256;

  /** @param json The shared fields as canonical JSON */
  constructor(fields: SharedFields, json: string) {
    this.fields = fields;
    this.prefix = `{"shared":${json},"well":`;
    this.#hash = newSha256().add(this.prefix);
  }

  /** SHA-256 of the prefix and the rest, in hexadecimal. */
  sha256Of(rest: string): string {
    return this.#hash.copy().add(rest).hex();
  }
}

const MOST = 4;

/** Recently decoded prefixes, the latest first. Contexts of one plate share them: they are frozen. */
let recent: readonly SharedTemplate[] = [];

/** The prefix of the wire form `body` of a context, if it was decoded recently. */
export function recentTemplate(body: string): SharedTemplate | null {
  const found = recent.find(({ prefix }) => body.startsWith(prefix)) ?? null;
  if (found !== null && found !== recent[0]) rememberTemplate(found);
  return found;
}

export function rememberTemplate(template: SharedTemplate): void {
  recent = [template, ...recent.filter((one) => one !== template)].slice(0, MOST);
}
