import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { backendConformance } from "@ohcs/testkit";
import { afterAll, beforeAll, describe, test } from "vitest";
import { heldImages } from "../../test/held-images.ts";
import { zarrBackend } from "./zarr-backend.ts";

const folder = mkdtempSync(join(tmpdir(), "ohcs-zarr-"));
afterAll(() => rmSync(folder, { recursive: true }));
let stores = 0;
const newRoot = () => join(folder, `store${stores++}`, "not", "there", "yet");

const capabilities = { images: true, tables: false, json: false, writable: true, durable: true };

describe("zarrBackend keeps the promises of the port in Zarr version 3", () => {
  backendConformance({ test, create: () => zarrBackend.create({ root: newRoot() }), capabilities });
});

describe("zarrBackend keeps them in Zarr version 2 with gzip", () => {
  const options = { ngffVersion: "0.4", codec: { name: "gzip" } } as const;
  backendConformance({ test, create: () => zarrBackend.create({ root: newRoot(), ...options }), capabilities });
});

describe("zarrBackend keeps them without compression", () => {
  const options = { codec: { name: "none" } } as const;
  backendConformance({ test, create: () => zarrBackend.create({ root: newRoot(), ...options }), capabilities });
});

describe("a read-only zarrBackend keeps them", () => {
  const root = join(folder, "held");
  beforeAll(async () => {
    const backend = await zarrBackend.create({ root });
    for (const [path, image] of Object.entries(heldImages)) await backend.save(path, image);
    await backend.close();
  });
  backendConformance({
    test,
    create: () => zarrBackend.create({ root, readOnly: true }),
    capabilities: { ...capabilities, writable: false },
    holds: heldImages,
  });
});
