import { NGFF_VERSIONS, type NgffVersion, ngffRules, plateDocuments, validateHierarchy } from "@ohcs/ngff";
import { describe, expect, test } from "vitest";
import { DEFECTS, type Defect } from "./defects.ts";
import { documentsOf, readerOf } from "./reader-of.ts";
import { samplePlate } from "./sample-plate.ts";

async function rulesBroken(version: NgffVersion, damage?: Defect["damage"]) {
  const documents = documentsOf(plateDocuments(samplePlate(version)));
  damage?.(documents, version);
  const { violations } = await validateHierarchy(readerOf(documents));
  return [...new Set(violations.map(({ rule }) => rule))].sort();
}

describe.each(NGFF_VERSIONS)("validateHierarchy() of version %s", (version) => {
  test("finds nothing in the plate that the defects are made of", async () => {
    expect(await rulesBroken(version)).toEqual([]);
  });

  const defects = DEFECTS.filter(({ only = version }) => only === version);
  test.each(defects)("finds that $name, and nothing else", async ({ damage, rules }) => {
    expect(await rulesBroken(version, damage)).toEqual([...rules].sort());
  });

  test("weighs what breaks software as a must", async () => {
    const documents = documentsOf(plateDocuments(samplePlate(version)));
    for (const { damage } of defects.filter(({ rules }) => rules.includes("plate/well-missing")).slice(0, 1))
      damage(documents, version);
    const report = await validateHierarchy(readerOf(documents));
    expect(report.valid).toBe(false);
    expect(report.violations).toEqual([
      {
        path: version === "0.4" ? ".zattrs" : "zarr.json",
        pointer: version === "0.4" ? "/plate/wells/1/path" : "/attributes/ome/plate/wells/1/path",
        rule: "plate/well-missing",
        severity: "must",
        message: "expected a group at 'B/12', got nothing",
      },
    ]);
  });
});

test("every rule is broken by some defect", () => {
  const broken = new Set<string>(DEFECTS.flatMap(({ rules }) => rules));
  expect(Object.keys(ngffRules).filter((rule) => !broken.has(rule))).toEqual([]);
});
