import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { backendConformance } from "@ohcs/testkit";
import { afterAll, describe, test } from "vitest";
import { diskBackend } from "./disk-backend.ts";

const folder = mkdtempSync(join(tmpdir(), "ohcs-disk-"));
afterAll(() => rmSync(folder, { recursive: true }));
let stores = 0;
const newRoot = () => join(folder, `store${stores++}`, "not", "there", "yet");

const capabilities = { images: true, tables: true, json: true, writable: true, durable: true };

describe("diskBackend keeps the promises of the port", () => {
  backendConformance({ test, create: () => diskBackend.create({ root: newRoot() }), capabilities });
});

describe("diskBackend keeps them with LZW and predictor", () => {
  const tiff = { compression: "lzw", predictor: true } as const;
  backendConformance({ test, create: () => diskBackend.create({ root: newRoot(), tiff }), capabilities });
});

describe("a read-only diskBackend keeps them", () => {
  backendConformance({
    test,
    create: () => diskBackend.create({ root: folder, readOnly: true }),
    capabilities: { ...capabilities, writable: false },
  });
});
