import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { firstCode } from "../src/repository/readme-examples.ts";
import { typeProblemsOf, withExamples } from "./run-example.ts";

const root = fileURLToPath(new URL("../../../", import.meta.url));
const guides = readdirSync(join(root, "docs/guides")).map((name) => ({
  folder: "apps/cli",
  path: `docs/guides/${name}`,
}));
const packages = readdirSync(join(root, "packages")).map((name) => ({
  folder: `packages/${name}`,
  path: `packages/${name}/README.md`,
}));
const texts = [...guides, ...packages].flatMap(({ folder, path }) => {
  const code = firstCode(readFileSync(join(root, path), "utf8"));
  return code === null ? [] : [{ path, folder, code }];
});

test("guides and READMEs with code are found", () => {
  const paths = texts.map(({ path }) => path);
  expect(paths).toContain("docs/guides/write-a-gpu-function.md");
  expect(paths).toContain("packages/context/README.md");
});

const problems = withExamples(
  texts.map(({ folder, code }) => ({ folder: join(root, folder), example: { code, files: {} } })),
  (scratches) => typeProblemsOf(scratches, false),
);

test.for(texts.map(({ path }, i) => ({ path, found: problems[i] })))(
  "the first code of $path compiles under 'strict'",
  ({ found }) => {
    expect(found).toEqual([]);
  },
);
