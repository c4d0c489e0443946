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

test("MemoryBackend keeps samples in the memory it is given, and releases it when no longer needed", async () => {
  const lent = new Set<ArrayBuffer>();
  const given: ArrayBuffer[] = [];
  const memory = {
    take: (bytes: number) => {
      const buffer = new ArrayBuffer(bytes);
      lent.add(buffer);
      return buffer;
    },
    give: (buffer: ArrayBuffer) => {
      given.push(buffer);
      lent.delete(buffer);
    },
  };
  const backend = new MemoryBackend(memory);
  await backend.save("a", image);
  await backend.copy("a", "b/copy");
  await backend.save("a", image, { ifExists: "replace" });
  expect([lent.size, given.length]).toEqual([2, 1]);
  await backend.delete("b");
  expect([lent.size, given.length]).toEqual([1, 2]);
  await backend.saveJson("facts", { a: 1 });
  await backend.close();
  expect([lent.size, given.length, new Set(given).size]).toEqual([0, 3, 3]);
});

test("MemoryBackend keeps an array that is handed over as a whole, and copies a part", async () => {
  const given: ArrayBuffer[] = [];
  const take = (bytes: number) => new ArrayBuffer(bytes);
  const backend = new MemoryBackend({ take, give: (buffer) => void given.push(buffer) });
  const whole = Uint16Array.from({ length: 12 }, (_, i) => i);
  await backend.save("whole", { ...image, data: whole }, { handOver: true });
  await backend.save("part", { ...image, shape: [2, 4], data: whole.subarray(4) }, { handOver: true });
  const [kept, part] = [await backend.load("whole", { borrow: true }), await backend.load("part", { borrow: true })];
  expect([kept.data.buffer === whole.buffer, part.data.buffer === whole.buffer]).toEqual([true, false]);
  expect((await backend.load("whole")).data.buffer).not.toBe(whole.buffer);
  expect(part.data).toEqual(whole.slice(4));
  await backend.close();
  expect(given.map((buffer) => buffer === whole.buffer)).toEqual([true, false]);
});

test("MemoryBackend gives an image that is taken away with its array, once", async () => {
  const given: ArrayBuffer[] = [];
  const backend = new MemoryBackend({
    take: (bytes) => new ArrayBuffer(bytes),
    give: (buffer) => void given.push(buffer),
  });
  const whole = Uint16Array.from({ length: 12 }, (_, i) => i);
  await backend.save("a/b", { ...image, data: whole }, { handOver: true });
  const taken = await backend.take("a/b");
  expect([taken.data.buffer === whole.buffer, taken.data.length, backend.usage.bytes]).toEqual([true, 12, 0]);
  await expect(backend.take("a/b")).rejects.toMatchObject({ code: "FILE_NOT_FOUND" });
  await expect(backend.take("a")).rejects.toMatchObject({ code: "PATH_KIND_MISMATCH" });
  await backend.close();
  expect(given).toEqual([]);
});

test("MemoryBackend loads into the array that it is given", async () => {
  const backend = new MemoryBackend();
  await backend.save("a", { ...image, data: Uint16Array.from({ length: 12 }, (_, i) => i) });
  const whole = new Uint16Array(20).fill(9);
  const { data } = await backend.load("a", { allocate: (_, length) => whole.subarray(4, 4 + length) });
  expect(data.buffer).toBe(whole.buffer);
  expect([...whole]).toEqual([9, 9, 9, 9, ...Array.from({ length: 12 }, (_, i) => i), 9, 9, 9, 9]);
});

test("loadTable() of memory returns tables that cannot be changed", async () => {
  const memory = new MemoryBackend();
  await memory.saveTable("t", { columns: ["a"], rows: [[1]] });
  const { rows } = await memory.loadTable("t");
  expect(() => (rows[0] as number[]).push(2)).toThrow(TypeError);
});

test("saveTable() of memory copies no row that cannot change and is as a file would return it", async () => {
  const memory = new MemoryBackend();
  const [kept, changed, open] = [Object.freeze([1, "x", null]), Object.freeze([-0, "x", null]), [1, "x", null]];
  await memory.saveTable("t", { columns: ["a", "b", "c"], rows: [kept, changed, open] });
  const { rows } = await memory.loadTable("t");
  expect([kept, changed, open].map((row, i) => rows[i] === row)).toEqual([true, false, false]);
  expect(rows[1]?.[0]).toBe(0);
});

test("loadTable() of memory returns numbers as files do: −0 is 0, non-finite values are missing", async () => {
  const backend = new MemoryBackend();
  await backend.saveTable("t", { columns: ["a"], rows: [[-0], [Number.NaN], [1]] });
  expect((await backend.loadTable("t")).rows).toEqual([[0], [null], [1]]);
});
