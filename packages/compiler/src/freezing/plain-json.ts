import type { Json } from "@ohcs/context";

/** A copy of data as plain JSON: what others gave may be of any prototype. */
export function plainJson(value: unknown): Json {
  return JSON.parse(JSON.stringify(value)) as Json;
}
