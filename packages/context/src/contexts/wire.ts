import { fail } from "../errors.ts";
import { canonicalText } from "./canonical-text.ts";
import { contextSharing, type JsonObject, sharedFieldsOf } from "./context-from-json.ts";
import { sha256Hex } from "./fingerprint.ts";
import type { ProcessingContext } from "./processing-context.ts";
import { recentTemplate, rememberTemplate, type SharedFields, SharedTemplate } from "./shared-template.ts";

/** Encodes the contexts of a run: what several of them share is encoded and hashed once. */
export class ContextEncoder {
  /** The template made last for a list of plans: contexts that share that share the rest, too. */
  readonly #templates = new Map<SharedFields["stepPlans"], SharedTemplate>();

  /**
   * The wire form of a context: canonical JSON with a digest, at most 64 KiB for usual plates. Equal contexts have equal
   * bytes; `decodeContext` is the inverse.
   */
  encode(context: ProcessingContext): string {
    const { axisId, fingerprint, gpu, images, ...shared } = context.toObject();
    const template = this.#templateOf(shared);
    const end = `${canonicalText({ axisId, fingerprint, gpu, images })}}`;
    return `{"sha256":"${template.sha256Of(end)}","context":${template.prefix}${end}}`;
  }

  #templateOf(shared: SharedFields): SharedTemplate {
    const known = this.#templates.get(shared.stepPlans);
    if (known !== undefined && isSame(known.fields, shared)) return known;
    const made = new SharedTemplate(shared, canonicalText(shared));
    this.#templates.set(shared.stepPlans, made);
    return made;
  }
}

/** The wire form of a single context, see {@link ContextEncoder}. */
export function encodeContext(context: ProcessingContext): string {
  return new ContextEncoder().encode(context);
}

/**
 * The context of a wire form, frozen again. Contexts that follow each other share all fields in which the wells of a plate
 * do not differ.
 * @throws `CONTEXT_CORRUPT` where bytes and digest disagree · `CONTEXT_VERSION` for another specification
 */
export function decodeContext(wire: string): ProcessingContext {
  const { shared, well } = partsOf(...bodyOf(wire));
  return contextSharing(shared, well);
}

const HEAD = '{"sha256":"';
const MIDDLE = '","context":';
const SHARED = '{"shared":';
const DIGITS = 64;
const BODY = HEAD.length + DIGITS + MIDDLE.length;

/** The digest and the body that a wire form holds. */
function bodyOf(wire: string): readonly [sha256: string, body: string] {
  if (!wire.startsWith(HEAD) || !wire.startsWith(MIDDLE, BODY - MIDDLE.length) || !wire.endsWith("}")) throw corrupt();
  return [wire.slice(HEAD.length, HEAD.length + DIGITS), wire.slice(BODY, -1)];
}

/** The parts of a body: the shared fields, decoded once for all contexts that share them, and those of the well. */
function partsOf(sha256: string, body: string): { readonly shared: SharedFields; readonly well: JsonObject } {
  const template = recentTemplate(body);
  if (template !== null) {
    const end = body.slice(template.prefix.length);
    if (template.sha256Of(end) !== sha256) throw corrupt();
    return { shared: template.fields, well: JSON.parse(end.slice(0, -1)) as JsonObject };
  }
  if (sha256Hex(body) !== sha256) throw corrupt();
  const { shared, well } = JSON.parse(body) as { shared: JsonObject; well: JsonObject };
  const fields = sharedFieldsOf(shared);
  const text = textAsWritten(shared, body);
  if (text !== null) rememberTemplate(new SharedTemplate(fields, text));
  return { shared: fields, well };
}

/** The shared fields as the body has them. Parsed again they are in its order, but for keys that are whole numbers. */
function textAsWritten(shared: JsonObject, body: string): string | null {
  for (const toText of [JSON.stringify, canonicalText]) {
    const text = toText(shared);
    if (body.startsWith(text, SHARED.length)) return text;
  }
  return null;
}

/** Are the fields the same values in memory? */
function isSame(one: SharedFields, other: SharedFields): boolean {
  return Object.entries(one).every(([name, value]) => value === other[name as keyof SharedFields]);
}

function corrupt(): Error {
  return fail("CONTEXT_CORRUPT", "Cannot decode context: the bytes do not match their digest");
}
