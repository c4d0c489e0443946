import { expect, test } from "vitest";
import { sampleRepository } from "../../test/sample-repository.ts";
import { moduleComments } from "./module-comments.ts";

const check = (index: string) =>
  moduleComments(
    sampleRepository({ "packages/a/package.json": { name: "@ohcs/a" }, "packages/a/src/index.ts": index }),
  );

test("moduleComments() accepts a module comment before the exports", () => {
  expect(check('/** Plates. */\nexport { plate } from "./plate.ts";')).toEqual([]);
});

test("moduleComments() reports a missing module comment", () => {
  expect(check('export { plate } from "./plate.ts";')).toEqual([
    { path: "packages/a/src/index.ts", message: "expected the file to begin with a '/** … */' module comment" },
  ]);
});
