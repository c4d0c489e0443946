import { expect, test } from "vitest";
import { sampleRepository } from "../../test/sample-repository.ts";
import { folderNames } from "./folder-names.ts";

test("folderNames() accepts subjects, for any file names", () => {
  expect(folderNames(sampleRepository({ "packages/a/src/plate/well-types.ts": "" }))).toEqual([]);
});

test("folderNames() reports a kind at any depth", () => {
  expect(folderNames(sampleRepository({ "packages/a/src/utils/plate/x.ts": "" }))).toEqual([
    { path: "packages/a/src/utils/plate", message: "expected a folder named for a subject, got 'utils'" },
  ]);
});
