import { Map as ImmutableMap, isRecord, List, type Record as RecordOf } from "immutable";
import { fail } from "../errors.ts";
import { isLeftOut } from "./frozen-record.ts";

/**
 * Canonical JSON of a plain or a frozen value. Pieces are joined once, at the end: intermediate strings are garbage
 * that takes up memory, and a plate of 1536 wells has millions of values.
 * @throws `CONTEXT_VALUE_REFUSED` naming the path, from `$`, of anything that is not JSON
 */
export function canonicalText(value: unknown): string {
  const pieces: string[] = [];
  new Writer(pieces).write(value);
  return pieces.join("");
}

class Writer {
  readonly #pieces: string[];
  /** Keys and indexes that lead to the value that is being written. */
  readonly #place: (string | number)[] = [];

  constructor(pieces: string[]) {
    this.#pieces = pieces;
  }

  write(value: unknown): void {
    if (value === null || typeof value === "boolean" || typeof value === "string" || Number.isFinite(value))
      this.#pieces.push(JSON.stringify(value));
    else if (Array.isArray(value) || List.isList(value)) this.#items(value as Iterable<unknown>);
    else if (isMap(value)) this.#members([...value.keys()], (key) => value.get(key));
    else if (isRecord(value)) this.#members(writtenFields(value), (key) => value.get(key, undefined));
    else if (isPlain(value)) this.#members(Object.keys(value), (key) => value[key]);
    else throw refused(value, this.#place);
  }

  #items(items: Iterable<unknown>): void {
    this.#pieces.push("[");
    let index = 0;
    for (const item of items) {
      if (index > 0) this.#pieces.push(",");
      this.#at(index++, item);
    }
    this.#pieces.push("]");
  }

  #members(keys: readonly string[], memberOf: (key: string) => unknown): void {
    this.#pieces.push("{");
    let separator = "";
    for (const key of inOrder(keys)) {
      this.#pieces.push(separator, JSON.stringify(key), ":");
      separator = ",";
      // A parser would set the object's prototype from this key.
      this.#at(key, key === "__proto__" ? undefined : memberOf(key));
    }
    this.#pieces.push("}");
  }

  #at(key: string | number, value: unknown): void {
    this.#place.push(key);
    this.write(value);
    this.#place.pop();
  }
}

/** Sorted by UTF-16 code units. Most objects are sorted already, and sorting allocates. */
function inOrder(keys: readonly string[]): readonly string[] {
  return keys.every((key, i) => i === 0 || (keys[i - 1] ?? "") < key) ? keys : keys.toSorted();
}

const fields = new WeakMap<object, readonly string[]>();

/** The names of a record's fields, looked up once per class. */
function fieldsOf(record: RecordOf<object>): readonly string[] {
  const known = fields.get(record.constructor);
  if (known !== undefined) return known;
  const found = Object.keys(record.toObject()).toSorted();
  fields.set(record.constructor, found);
  return found;
}

/** The fields that are written: all but those that the class leaves out where they are null. */
function writtenFields(record: RecordOf<object>): readonly string[] {
  const all = fieldsOf(record);
  return all.filter((key) => !isLeftOut(record, key, record.get(key as never, undefined)));
}

/** Maps of frozen values have strings for keys. */
function isMap(value: unknown): value is ImmutableMap<string, unknown> {
  return ImmutableMap.isMap(value);
}

function isPlain(value: unknown): value is { readonly [key: string]: unknown } {
  if (typeof value !== "object" || value === null) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null;
}

function refused(value: unknown, place: readonly (string | number)[]): Error {
  const path = `$${place.map((key) => (typeof key === "number" ? `[${key}]` : `.${key}`)).join("")}`;
  return fail("CONTEXT_VALUE_REFUSED", `Cannot encode '${path}': expected a JSON value, got '${String(value)}'`, {
    details: { path },
  });
}
