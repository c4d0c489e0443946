import { expect, test } from "vitest";
import { bufferPool } from "./buffer-pool.ts";
import { zeroCounts } from "./running-counts.ts";

test("a buffer serves again for its size and usage only, and the longest idle go when too much is kept", () => {
  const destroyed: number[] = [];
  const createBuffer = ({ size, usage }: GPUBufferDescriptor) => ({ size, usage, destroy: () => destroyed.push(size) });
  const counts = zeroCounts();
  const pool = bufferPool({ createBuffer } as unknown as GPUDevice, counts);
  const [small, large, other] = [pool.take(4, 1), pool.take(8, 1), pool.take(4, 2)];
  for (const buffer of [large, small, other]) pool.give(buffer);
  expect(pool.take(4, 2)).toBe(other);
  expect(pool.take(4, 1)).toBe(small);
  pool.give(small);
  expect(counts.buffersCreated).toBe(3);
  pool.trim(12);
  expect(destroyed).toEqual([]);
  pool.trim(11);
  expect(destroyed).toEqual([8]);
});
