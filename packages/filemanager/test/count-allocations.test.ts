import { deflateSync, inflateSync } from "node:zlib";
import { expect, test } from "vitest";
import { countAllocations } from "./count-allocations.ts";

const memory = new ArrayBuffer(8);
const few = new Uint8Array(4);
const zeros = deflateSync(new Uint8Array(1000));

test.each([
  ["a typed array", () => new Uint16Array(5), 10],
  ["a view", () => new Uint16Array(memory, 2, 3), 0],
  ["an ArrayBuffer", () => new ArrayBuffer(7), 7],
  ["from()", () => Float64Array.from([1, 2]), 16],
  ["of()", () => Uint8Array.of(1, 2, 3), 3],
  ["map()", () => few.map((value) => 2 * value), 4],
  ["slice()", () => few.slice(1), 3],
  ["subarray()", () => few.subarray(1), 0],
  ["set()", () => few.set([1, 2]), 0],
  ["Buffer.alloc()", () => Buffer.alloc(9), 9],
  ["Buffer.allocUnsafe()", () => Buffer.allocUnsafe(9), 9],
  ["Buffer.allocUnsafeSlow()", () => Buffer.allocUnsafeSlow(9), 9],
  ["Buffer.concat()", () => Buffer.concat([few, few]), 8],
  ["Buffer.from() of numbers", () => Buffer.from([1, 2]), 2],
  ["Buffer.from() of a text", () => Buffer.from("text ".repeat(5000)), 0],
  ["Buffer.from() of memory", () => Buffer.from(memory), 0],
  ["inflateSync() in one chunk", () => inflateSync(zeros, { chunkSize: 1001 }), 1001],
  ["inflateSync() in chunks that it joins", () => inflateSync(zeros, { chunkSize: 600 }), 2 * 600 + 1000],
])("countAllocations() counts what %s allocates", async (_, work, expected) => {
  const [, bytes] = await countAllocations(async () => work());
  expect(bytes).toBe(expected);
});

test("countAllocations() counts while its work waits, leaves instances unchanged, and stops with it", async () => {
  const work = async () => {
    await Promise.resolve();
    return new Uint8Array(3);
  };
  const [result, bytes] = await countAllocations(work);
  expect([bytes, result instanceof Uint8Array, result.constructor]).toEqual([3, true, Uint8Array]);
  await expect(countAllocations(() => Promise.reject(new Error("stop")))).rejects.toThrow("stop");
  expect([Uint8Array.prototype.constructor === Uint8Array, Buffer.alloc.name]).toEqual([true, "alloc"]);
});
