import { expect, test } from "vitest";
import { sampleRepository } from "../../test/sample-repository.ts";
import { publishedManifests } from "./export-entries.ts";

const repository = { type: "git", url: "git+https://github.com/ohcs/ohcs.git", directory: "packages/a" };
const check = (manifest: object) =>
  publishedManifests(sampleRepository({ "packages/a/package.json": { name: "@ohcs/a", ...manifest } })).map(
    ({ message }) => message,
  );

test("publishedManifests() accepts a package that states its folder and makes declarations, and private ones", () => {
  expect(check({ repository, scripts: { prepack: "tsc -b tsconfig.src.json" } })).toEqual([]);
  expect(check({ private: true })).toEqual([]);
});

test("publishedManifests() reports another folder, and packages that are packed without declarations", () => {
  const elsewhere = { ...repository, directory: "packages/b" };
  const wanted = `expected the repository ${JSON.stringify(repository)}`;
  expect(check({ repository: elsewhere, scripts: { prepack: "tsup" } })).toEqual([
    `${wanted}, got ${JSON.stringify(elsewhere)}`,
    "expected a script 'prepack' that makes declarations, got 'tsup'",
  ]);
  expect(check({})).toEqual([
    `${wanted}, got undefined`,
    "expected a script 'prepack' that makes declarations, got none",
  ]);
});
