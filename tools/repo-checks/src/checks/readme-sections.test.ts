import { expect, test } from "vitest";
import { sampleRepository } from "../../test/sample-repository.ts";
import { readmeSections } from "./test-suites.ts";

const good = "# @ohcs/a\n\nReads plates.\n\n## Install\n\n## API\n\n## Errors\n";
const check = (readme: Record<string, string>) =>
  readmeSections(sampleRepository({ "packages/a/package.json": { name: "@ohcs/a" }, ...readme })).map(
    ({ message }) => message,
  );

test("readmeSections() accepts a title, a sentence and the sections", () => {
  expect(check({ "packages/a/README.md": good })).toEqual([]);
});

test("readmeSections() reports a missing README", () => {
  expect(check({})).toEqual(["there is no README"]);
});

test("readmeSections() reports a missing section and a heading that only resembles one", () => {
  expect(check({ "packages/a/README.md": good.replace("## Errors", "### Errors") })).toEqual([
    "expected a section '## Errors'",
  ]);
});

test("readmeSections() reports another title, and a title without a sentence", () => {
  expect(check({ "packages/a/README.md": good.replace("@ohcs/a", "a") })).toEqual([
    "expected the title '# @ohcs/a', got '# a'",
  ]);
  expect(check({ "packages/a/README.md": good.replace("Reads plates.", "") })).toEqual([
    "expected a sentence below the title, got '## Install'",
  ]);
});
