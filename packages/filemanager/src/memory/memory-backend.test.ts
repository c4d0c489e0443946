import { backendConformance } from "@ohcs/testkit";
import { describe, expect, test } from "vitest";
import { MemoryBackend, memoryBackend } from "./memory-backend.ts";

describe("memoryBackend keeps the promises of the port", () => {
  backendConformance({
    test,
    create: () => memoryBackend.create({}),
    capabilities: { images: true, tables: true, json: true, writable: true, durable: false },
  });
});

const image = { data: new Uint16Array(12), shape: [3, 4], dtype: "uint16", pixelSizeUm: null } as const;

test("MemoryBackend counts the bytes it holds, and the most it held", async () => {
  const memory = new MemoryBackend();
  await memory.save("a", image);
  await memory.save("b/c", image);
  await memory.save("b/c", image, { ifExists: "replace" });
  expect(memory.usage).toEqual({ bytes: 48, peakBytes: 48 });
  await memory.delete("b");
  expect(memory.usage).toEqual({ bytes: 24, peakBytes: 48 });
});

test("landmine 3: a closed MemoryBackend holds nothing", async () => {
  const memory = new MemoryBackend();
  await memory.save("a", image);
  await memory.close();
  expect(memory.usage.bytes).toBe(0);
});

test("loadTable() of memory gives tables that cannot be changed", async () => {
  const memory = new MemoryBackend();
  await memory.saveTable("t", { columns: ["a"], rows: [[1]] });
  const { rows } = await memory.loadTable("t");
  expect(() => (rows[0] as number[]).push(2)).toThrow(TypeError);
});
