import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import type { MetadataKind } from "../src/model/metadata-kind.ts";
import type { NgffVersion } from "../src/model/version.ts";
import { validateMetadata } from "../src/validate/validate-metadata.ts";

/** A file of cases as the specification publishes them. */
interface Suite {
  readonly schema: { readonly id: string };
  readonly tests: readonly { readonly formerly: string; readonly valid: boolean; readonly data: unknown }[];
}

const data = process.env.OHCS_TEST_DATA ?? "";
const there = existsSync(join(data, "ngff_spec_0.5"));
if (!there) process.stderr.write(`\n*** SKIPPED: the specification's suites, for there is no folder '${data}' ***\n`);

const KINDS: Readonly<Record<string, MetadataKind>> = {
  image: "image",
  label: "image-label",
  plate: "plate",
  well: "well",
};

const readJson = (path: string) => JSON.parse(readFileSync(path, "utf8"));

function casesOf(version: NgffVersion) {
  const folder = join(data, `ngff_spec_${version}/tests`);
  return readdirSync(folder).flatMap((name) => {
    const { schema, tests }: Suite = readJson(join(folder, name));
    const [, strict, kind = ""] = /schemas\/(strict_)?(.+)\.schema/.exec(schema.id) ?? [];
    return tests.map((one) => ({ ...one, suite: name, strict: strict !== undefined, kind: KINDS[kind] ?? "plate" }));
  });
}

const COUNTS = { "0.4": 92, "0.5": 86 };

describe.runIf(there).each(["0.4", "0.5"] as const)("the suites of OME-NGFF %s", (version) => {
  test("validateMetadata() gives every verdict that they expect", () => {
    const cases = casesOf(version);
    const wrong = cases.filter(({ data: document, valid, kind, strict }) => {
      const report = validateMetadata(document, { version, kind, strict });
      return report.valid !== valid;
    });
    expect(wrong.map(({ suite, formerly }) => `${suite} ${formerly}`)).toEqual([]);
    expect(cases).toHaveLength(COUNTS[version]);
  });

  test.each(["plate", "well", "multiscales", "label"])("its examples of kind '%s' pass strictly", (name) => {
    const folder = join(data, `ngff_spec_${version}/examples/${name}_strict`);
    const kind = KINDS[name.replace("multiscales", "image")] ?? "plate";
    const examples = readdirSync(folder).filter((file) => !file.startsWith("."));
    const found = examples.map((file) => {
      const text = readFileSync(join(folder, file), "utf8").replaceAll(/^\s*\/\/.*$/gm, "");
      const document = JSON.parse(text);
      const { violations } = validateMetadata(document.attributes ?? document, { version, kind, strict: true });
      return { file, broken: violations.filter(({ severity }) => severity === "must") };
    });
    expect(found).toEqual(examples.map((file) => ({ file, broken: [] })));
    expect(examples.length).toBeGreaterThan(0);
  });
});
