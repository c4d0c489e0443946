import { fail } from "../errors.ts";
import type { Json } from "./json.ts";

/**
 * JSON with sorted keys and no spaces: equal values give equal bytes. −0 is written as 0.
 * @throws `CONTEXT_VALUE_REFUSED` naming the path of anything that is not JSON
 */
export function canonicalJson(value: Json, path = "$"): string {
  if (value === null || typeof value === "boolean" || typeof value === "string") return JSON.stringify(value);
  if (typeof value === "number") return finiteNumber(value, path);
  if (isJsonArray(value)) return `[${value.map((item, i) => canonicalJson(item, `${path}[${i}]`)).join(",")}]`;
  if (typeof value !== "object" || !isPlain(value)) throw refused(value, path);
  const members = Object.keys(value)
    .toSorted()
    .map((key) => member(key, value, path));
  return `{${members.join(",")}}`;
}

function member(key: string, of: { readonly [key: string]: Json }, path: string): string {
  const value = of[key];
  if (value === undefined || key === "__proto__") throw refused(value, `${path}.${key}`);
  return `${JSON.stringify(key)}:${canonicalJson(value, `${path}.${key}`)}`;
}

function finiteNumber(value: number, path: string): string {
  if (!Number.isFinite(value)) throw refused(value, path);
  return JSON.stringify(value === 0 ? 0 : value);
}

function isJsonArray(value: Json): value is readonly Json[] {
  return Array.isArray(value);
}

function isPlain(value: object): boolean {
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null;
}

function refused(value: unknown, path: string): Error {
  return fail("CONTEXT_VALUE_REFUSED", `Cannot encode '${path}': expected a JSON value, got '${String(value)}'`, {
    details: { path },
  });
}
