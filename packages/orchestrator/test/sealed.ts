import { fingerprintOf, type Json } from "@ohcs/context";

/** The text of a record with the digest that a worker would have given it. */
export function sealed({ sha256: _, ...body }: Readonly<Record<string, unknown>>): string {
  return JSON.stringify({ ...body, sha256: fingerprintOf(body as Json) });
}
