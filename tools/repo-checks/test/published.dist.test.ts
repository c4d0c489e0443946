import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { publint } from "publint";
import { formatMessage } from "publint/utils";
import { expect, test } from "vitest";
import { readRepositoryFiles, workspacePackages } from "../src/repository/repository-files.ts";

const root = fileURLToPath(new URL("../../../", import.meta.url));
const published = workspacePackages(readRepositoryFiles(root)).filter(({ manifest }) => !manifest.private);

test("there are packages to publish", () => {
  expect(published.map(({ manifest }) => manifest.name)).toContain("@ohcs/context");
});

test.each(published)("$manifest.name can be published as it lies in dist", async ({ folder }) => {
  const { messages, pkg } = await publint({ pkgDir: join(root, folder), strict: true, pack: false });
  expect(messages.map((message) => formatMessage(message, pkg, { color: false }))).toEqual([]);
});

test.each(published)(
  "no code of $manifest.name has characters that take two bytes in memory, all others with them",
  ({ folder }) => {
    const dist = join(root, folder, "dist");
    const code = readdirSync(dist, { recursive: true, encoding: "utf8" }).filter((path) =>
      /^(?!page).*\.js$/.test(path),
    );
    expect(code.filter((path) => /[^\0-\xff]/.test(readFileSync(join(dist, path), "utf8")))).toEqual([]);
  },
);
