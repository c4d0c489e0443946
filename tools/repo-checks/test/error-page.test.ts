import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { errorPage } from "../src/repository/error-page.ts";
import { errorTables } from "../src/repository/error-tables.ts";
import { readRepositoryFiles } from "../src/repository/repository-files.ts";

const root = fileURLToPath(new URL("../../../", import.meta.url));
const tables = errorTables(readRepositoryFiles(root));

test("docs/errors.md lists every code with cause and remedy, and no other", async () => {
  await expect(errorPage(tables)).toMatchFileSnapshot(`${root}docs/errors.md`);
});

test("every error code has a cause and a remedy", () => {
  const rows = [...tables.values()].flat();
  expect(rows.length).toBeGreaterThan(0);
  expect(rows.filter(({ cause, remedy }) => cause === "" || remedy === "")).toEqual([]);
});
