import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { CHECKS } from "../src/checks.ts";
import { readRepositoryFiles, workspacePackages } from "../src/repository/repository-files.ts";

const files = readRepositoryFiles(fileURLToPath(new URL("../../../", import.meta.url)));

test("readRepositoryFiles() sees the packages of this workspace", () => {
  expect(workspacePackages(files).length).toBeGreaterThanOrEqual(11);
});

test.each(Object.entries(CHECKS))("in this repository %s", (_, check) => {
  expect(check(files).map(({ path, message }) => `${path}: ${message}`)).toEqual([]);
});
