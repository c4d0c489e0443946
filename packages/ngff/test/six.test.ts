import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import type { MetadataKind } from "../src/model/metadata-kind.ts";
import { validateMetadata } from "../src/validate/validate-metadata.ts";

type Key = string | number;
/** Where a member is removed, or by what it is replaced, and what the schemas, plain and strict, say of the document. */
type Case = readonly [place: readonly (Key | { readonly to: unknown })[], plain: boolean, strict: boolean];

/** Made by `tools/parity/ngff_six.py` from the JSON schemas of OME-NGFF 0.6. */
const verdicts: Readonly<Record<string, { readonly document: object; readonly cases: readonly Case[] }>> = JSON.parse(
  readFileSync(new URL("./fixtures/six.json", import.meta.url), "utf8"),
);

function changed(document: object, place: Case[0]): object {
  const copy = structuredClone(document);
  const last = place.at(-1);
  const value = typeof last === "object" ? last : undefined;
  const keys = (value === undefined ? place : place.slice(0, -1)) as readonly Key[];
  const key = keys.at(-1);
  if (key === undefined) return copy;
  const holder = keys.slice(0, -1).reduce<Record<Key, unknown>>((at, one) => at[one] as never, copy as never);
  if (value !== undefined) holder[key] = value.to;
  else if (Array.isArray(holder)) holder.splice(Number(key), 1);
  else delete holder[key];
  return copy;
}

describe.each(Object.entries(verdicts))("the JSON schemas of OME-NGFF 0.6, documents of kind '%s'", (kind, one) => {
  const said = (place: Case[0], strict: boolean) =>
    validateMetadata({ ome: changed(one.document, place) }, { version: "0.6", kind: kind as MetadataKind, strict })
      .valid;

  test.each(["plain", "strict"] as const)("what the %s schemas refuse is refused", (form) => {
    const refused = one.cases.filter(([, plain, strict]) => !(form === "strict" ? strict : plain));
    const passed = refused.filter(([place]) => said(place, form === "strict"));
    expect(passed.map(([place]) => JSON.stringify(place))).toEqual([]);
    expect(refused.length).toBeGreaterThan(20);
  });

  test("the whole document passes, strictly, too", () => {
    expect([one.cases[0], said([], false), said([], true)]).toEqual([[[], true, true], true, true]);
  });
});
