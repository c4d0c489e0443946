import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { backendConformance } from "@ohcs/testkit";
import { afterAll, beforeAll, describe, test } from "vitest";
import { heldImages } from "../../test/held-images.ts";
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
  const root = join(folder, "held");
  beforeAll(async () => {
    const backend = await diskBackend.create({ root });
    for (const [path, image] of Object.entries(heldImages)) await backend.save(path, image);
    await backend.close();
  });
  backendConformance({
    test,
    create: () => diskBackend.create({ root, readOnly: true }),
    capabilities: { ...capabilities, writable: false },
    holds: heldImages,
  });
});
