import { expect, test } from "vitest";
import { sampleRepository } from "../../test/sample-repository.ts";
import { exportLists } from "./export-lists.ts";

const check = (index: string) =>
  exportLists(sampleRepository({ "packages/a/package.json": { name: "@ohcs/a" }, "packages/a/src/index.ts": index }));

test("exportLists() accepts names listed by hand under a module comment", () => {
  expect(check('/** Plates. */\nexport { plate } from "./plate.ts";')).toEqual([]);
});

test("exportLists() reports a wildcard", () => {
  expect(check('/** Plates. */\nexport * from "./plate.ts";')).toEqual([
    { path: "packages/a/src/index.ts", message: "expected a list of names, got 'export *'" },
  ]);
});

test("exportLists() reports a missing module comment", () => {
  expect(check('export { plate } from "./plate.ts";')).toEqual([
    { path: "packages/a/src/index.ts", message: "expected the file to begin with a '/** … */' module comment" },
  ]);
});
