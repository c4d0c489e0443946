import { Map as ImmutableMap, isRecord, List } from "immutable";
import { fail } from "../errors.ts";
import type { Json } from "./json.ts";

/** Collections that are known to be frozen at every depth and need no second visit. */
const frozen = new WeakSet<object>();

/**
 * Freezes `value` at every depth and returns it. Allowed are strings, finite numbers, booleans, null, Lists, Maps with
 * string keys and (already frozen) Records: exactly what the wire format preserves.
 * @throws `CONTEXT_VALUE_REFUSED` with the path of anything else
 */
export function freezeValue<Value>(value: Value, path: string): Value {
  if (isScalar(value) || frozen.has(value as object)) return value;
  if (isRecord(value)) return value;
  if (List.isList(value)) value.forEach((item, i) => void freezeValue(item, `${path}[${i}]`));
  else if (ImmutableMap.isMap(value)) value.forEach((item, key) => void freezeEntry(item, key, path));
  else throw refused(value, path);
  // An Immutable collection caches its hash on itself: compute it while that is still possible.
  value.hashCode();
  return Object.freeze(value);
}

/** The frozen Immutable form of a JSON value: arrays become Lists, objects Maps, −0 becomes 0. */
export function frozenFromJson(json: Json, path = "$"): unknown {
  const value = freezeValue(fromJson(json, path), path);
  if (!isScalar(value)) frozen.add(value as object);
  return value;
}

function fromJson(json: Json, path: string): unknown {
  if (json === null || typeof json !== "object") return json === 0 ? 0 : json;
  if (Array.isArray(json)) return List(json.map((item, i) => fromJson(item as Json, `${path}[${i}]`)));
  if (Object.getPrototypeOf(json) !== Object.prototype) throw refused(json, path);
  return ImmutableMap(Object.entries(json).map(([key, item]) => [key, fromJson(item as Json, `${path}.${key}`)]));
}

function freezeEntry(item: unknown, key: unknown, path: string): void {
  if (typeof key !== "string" || key === "__proto__") throw refused(key, `${path} key`);
  freezeValue(item, `${path}.${key}`);
}

function isScalar(value: unknown): boolean {
  if (typeof value === "number") return Number.isFinite(value) && !Object.is(value, -0);
  return value === null || typeof value === "string" || typeof value === "boolean";
}

function refused(value: unknown, path: string): Error {
  const message = `Cannot freeze '${path}': expected a JSON-like Immutable value, got '${String(value)}'`;
  return fail("CONTEXT_VALUE_REFUSED", message, { details: { path } });
}
