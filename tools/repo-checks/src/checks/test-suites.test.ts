import { expect, test } from "vitest";
import { sampleRepository } from "../../test/sample-repository.ts";
import { testSuites } from "./test-suites.ts";

const check = (scripts: Record<string, string>, files: Record<string, string>) =>
  testSuites(sampleRepository({ "packages/a/package.json": { name: "@ohcs/a", scripts }, ...files })).map(
    ({ message }) => message,
  );

test("testSuites() accepts a script for each suite", () => {
  expect(
    check(
      { test: "", "test:dist": "", "test:data": "", "test:deep": "" },
      {
        "packages/a/src/x.test.ts": "",
        "packages/a/src/x.dist.test.ts": "",
        "packages/a/test/x.data.test.ts": "",
        "packages/a/test/x.deep.test.ts": "",
      },
    ),
  ).toEqual([]);
});

test("testSuites() reports tests that no script runs, and a script that runs none", () => {
  const files = { "packages/a/src/x.dist.test.ts": "", "packages/a/src/y.deep.test.ts": "" };
  expect(check({ test: "" }, files)).toEqual([
    "expected a script 'test' exactly when it has tests, got no such tests",
    "expected a script 'test:dist' exactly when it has tests, got 'packages/a/src/x.dist.test.ts' and no script",
    "expected a script 'test:deep' exactly when it has tests, got 'packages/a/src/y.deep.test.ts' and no script",
  ]);
});

test("testSuites() reports a cached test that reads real plates", () => {
  for (const text of ['open("../../../shared/data/plate")', "open(process.env.OHCS_TEST_DATA)"])
    expect(check({ test: "" }, { "packages/a/src/x.test.ts": text })).toEqual([
      "expected a test on real data to be named '*.data.test.ts', which is never cached",
    ]);
});
