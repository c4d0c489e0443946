import { expect, test } from "vitest";
import { sampleRepository } from "../../test/sample-repository.ts";
import { errorTables } from "./error-tables.ts";

const source = `export const aErrors = {
  B_LATE: { cause: "It broke " + "late.", remedy: 'Begin "again".' },
  A_EARLY: { cause: \`No plate.\`, remedy: "Name one." },
} as const;`;

test("errorTables() reads codes, causes and remedies, sorted by code", () => {
  const tables = errorTables(
    sampleRepository({ "packages/a/package.json": { name: "@ohcs/a" }, "packages/a/src/errors.ts": source }),
  );
  expect([...tables]).toEqual([
    [
      "@ohcs/a",
      [
        { code: "A_EARLY", cause: "No plate.", remedy: "Name one." },
        { code: "B_LATE", cause: "It broke late.", remedy: 'Begin "again".' },
      ],
    ],
  ]);
});

test("errorTables() skips examples, which repeat the codes of a port", () => {
  const example = { "examples/a/package.json": { name: "@ohcs/example-a" }, "examples/a/src/errors.ts": source };
  expect(errorTables(sampleRepository(example)).size).toBe(0);
});
