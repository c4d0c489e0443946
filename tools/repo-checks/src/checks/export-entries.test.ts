import { expect, test } from "vitest";
import { sampleRepository } from "../../test/sample-repository.ts";
import { exportEntries } from "./export-entries.ts";

const whole = { "@ohcs/source": "./src/index.ts", types: "./dist/index.d.ts", default: "./dist/index.js" };
const worker = { types: "./dist/worker/entry.d.ts", default: "./dist/worker/entry.js" };
const check = (manifest: object, entry = 'export { a } from "./a.ts";\n') =>
  exportEntries(
    sampleRepository({
      "packages/a/package.json": { name: "@ohcs/a", ...manifest },
      "packages/a/src/index.ts": entry,
      "packages/a/src/worker/entry.ts": "",
      "packages/a/schemas/a.json": "{}",
    }),
  ).map(({ message }) => message);

test("exportEntries() accepts mirrored entries, workers without source, and package.json", () => {
  expect(check({ exports: { ".": whole, "./worker": worker, "./package.json": "./package.json" } })).toEqual([]);
});

test("exportEntries() reports an entry that exports names without writing them out", () => {
  expect(check({ exports: { ".": whole } }, 'export * from "./a.ts";\n')).toEqual([
    `expected each exported name written out, got 'export * from "./a.ts";'`,
  ]);
});

test("exportEntries() reports conditions in another order", () => {
  const { types, ...rest } = whole;
  expect(check({ exports: { ".": { ...rest, types } } })).toMatchObject([
    expect.stringContaining("expected '.' to be"),
  ]);
});

test("exportEntries() reports types that belong to another file", () => {
  expect(check({ exports: { ".": { ...whole, types: "./dist/other.d.ts" } } })).toHaveLength(1);
});

test("exportEntries() reports an export and a bin without source", () => {
  const gone = { types: "./dist/gone.d.ts", default: "./dist/gone.js" };
  expect(check({ exports: { "./gone": gone }, bin: { a: "./dist/a.js" } })).toEqual([
    "expected a source 'packages/a/src/gone.ts' for './dist/gone.js'",
    "expected a source 'packages/a/src/a.ts' for './dist/a.js'",
  ]);
});

test("exportEntries() reports a bare path", () => {
  expect(check({ exports: { ".": "./dist/index.js" } })).toEqual([
    "expected conditions under '.', got './dist/index.js'",
  ]);
});

test("exportEntries() accepts JSON that exists, and reports JSON that does not", () => {
  expect(check({ exports: { "./schemas/a.json": "./schemas/a.json" } })).toEqual([]);
  expect(check({ exports: { "./b.json": "./b.json", "./c.json": "./schemas/a.json" } })).toEqual([
    "expected a file 'packages/a/b.json'",
    "expected conditions under './c.json', got './schemas/a.json'",
  ]);
});
