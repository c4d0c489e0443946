import type { Json } from "@ohcs/context";

/** A copy of data as plain JSON, since input may have any prototype. */
export function plainJson(value: unknown): Json {
  return JSON.parse(JSON.stringify(value)) as Json;
}
