import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Worker } from "node:worker_threads";
import { isOhcsError } from "@ohcs/context";
import { backendConformance } from "@ohcs/testkit";
import { afterAll, describe, test as everyTest, expect } from "vitest";
import type { SqliteBackend } from "./sqlite-backend.ts";

const Database = await import("better-sqlite3").then(
  (module) => module.default,
  () => null,
);

/** Is better-sqlite3 installed and compiled? Neither is needed for anything else, see the README. */
const isCompiled = (() => {
  try {
    return open(":memory:").close().name === ":memory:";
  } catch {
    return false;
  }
})();
if (!isCompiled)
  process.stderr.write("SKIPPED: the tests of examples/backend-sqlite, because better-sqlite3 is not compiled here\n");
const { sqliteBackend } = isCompiled
  ? await import("./sqlite-backend.ts")
  : ({} as typeof import("./sqlite-backend.ts"));
const test = everyTest.skipIf(!isCompiled);

const folder = mkdtempSync(join(tmpdir(), "ohcs-sqlite-"));
afterAll(() => rmSync(folder, { recursive: true }));
let stores = 0;
const newFile = () => join(folder, `${stores++}.sqlite`);

const image = { data: Uint16Array.of(1, 2, 3, 4), shape: [2, 2], dtype: "uint16", pixelSizeUm: 0.5 } as const;

describe("sqliteBackend keeps the promises of the port", () => {
  backendConformance({
    test,
    create: () => sqliteBackend.create({ file: newFile() }),
    capabilities: { images: true, tables: true, json: true, writable: true, durable: true },
  });
});

function open(file: string) {
  if (Database === null) throw new Error("better-sqlite3 is not installed");
  return new Database(file);
}

async function codeOf(work: () => Promise<unknown>): Promise<string> {
  const error = await work().then(
    () => null,
    (thrown: unknown) => thrown,
  );
  return isOhcsError(error) ? error.code : String(error);
}

test("sqliteBackend returns the values of an earlier instance", async () => {
  const file = newFile();
  const first = await sqliteBackend.create({ file });
  await first.save("A01/s001.tif", image);
  await first.close();
  const second = await sqliteBackend.create({ file });
  expect(await second.load("A01/s001.tif")).toEqual(image);
  await second.close();
});

test("landmine 29: a save that fails in the middle leaves the old image, whole", async () => {
  const file = newFile();
  const backend = await sqliteBackend.create({ file });
  await backend.save("a.tif", image);
  const other = open(file);
  other.exec("CREATE TRIGGER broken BEFORE INSERT ON entries BEGIN SELECT RAISE(ABORT, 'injected'); END");
  const changed = { ...image, data: Uint16Array.of(9, 9, 9, 9) };
  expect(await codeOf(() => backend.save("a.tif", changed, { ifExists: "replace" }))).toBe("STORAGE_FAILED");
  expect((await backend.load("a.tif")).data).toEqual(image.data);
  other.close();
  await backend.close();
});

test("sqliteBackend reports a retryable error while another process writes", async () => {
  const file = newFile();
  const backend = await sqliteBackend.create({ file });
  const other = open(file);
  other.exec("BEGIN IMMEDIATE");
  const error = await backend.save("a.tif", image).catch((thrown: unknown) => thrown);
  expect(isOhcsError(error, "STORAGE_BUSY") && error.retryable).toBe(true);
  other.exec("ROLLBACK");
  other.close();
  await backend.save("a.tif", image);
  await backend.close();
});

test("sqliteBackend opens a database that another is making at that moment", async () => {
  const file = newFile();
  const maker = `
    const { workerData, parentPort } = require("node:worker_threads");
    const database = require(workerData.module)(workerData.file);
    database.exec("BEGIN IMMEDIATE");
    parentPort.postMessage("making");
    setTimeout(() => database.exec("ROLLBACK").close(), 200);`;
  const module = createRequire(import.meta.url).resolve("better-sqlite3");
  const worker = new Worker(maker, { eval: true, workerData: { file, module } });
  await once(worker, "message");
  const backend = await sqliteBackend.create({ file });
  await backend.save("a.tif", image);
  await backend.close();
  await worker.terminate();
});

test.each([
  ["a relative path", { file: "plate.sqlite" }],
  ["no path", {}],
])("sqliteBackend refuses %s", (_, options) => {
  expect(() => sqliteBackend.create(options as { file: string }) as SqliteBackend).toThrow(
    expect.objectContaining({ code: "BACKEND_OPTION_INVALID" }),
  );
});
