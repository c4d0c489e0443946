import { expect, test } from "vitest";
import { bufferPool } from "./buffer-pool.ts";
import { zeroCounts } from "./running-counts.ts";

/** A pool on a device that records its calls. */
function watchedPool(idleBytes: number) {
  const log: string[] = [];
  const device = {
    createBuffer({ size, usage }: GPUBufferDescriptor) {
      log.push(`create ${size}`);
      return { size, usage, destroy: () => log.push(`destroy ${size}`) };
    },
  } as unknown as GPUDevice;
  const recorder = {
    submit: () => void log.push("submit"),
    encoder: () => {
      log.push("encoder");
      return {} as GPUCommandEncoder;
    },
  };
  const counts = zeroCounts();
  return { pool: bufferPool(device, counts, recorder, idleBytes), counts, events: () => log.splice(0) };
}

test("a buffer is reused for its size and usage only, and the longest idle are destroyed when too much is kept", () => {
  const { pool, counts, events } = watchedPool(100);
  const [small, large, other] = [pool.take(4, 1), pool.take(8, 1), pool.take(4, 2)];
  for (const buffer of [large, small, other]) pool.give(buffer);
  expect(pool.take(4, 2)).toBe(other);
  expect(pool.take(4, 1)).toBe(small);
  pool.give(small);
  pool.give(other);
  expect(counts.buffersCreated).toBe(3);
  events();
  pool.trim(16);
  expect(events()).toEqual([]);
  pool.trim(15);
  expect(events()).toEqual(["submit", "destroy 8"]);
});

test("a new buffer is created within the error scopes", () => {
  const { pool, events } = watchedPool(100);
  pool.take(4, 1);
  expect(events()).toEqual(["encoder", "create 4"]);
});

test("idle buffers are destroyed for a new one: no more is held than was in use at once", () => {
  const { pool, events } = watchedPool(0);
  const [one, two] = [pool.take(6, 1), pool.take(4, 1)];
  pool.give(one);
  pool.give(two);
  events();
  pool.take(5, 1);
  expect(events()).toEqual(["submit", "destroy 6", "encoder", "create 5"]);
  pool.take(5, 1);
  expect(events()).toEqual(["submit", "destroy 4", "encoder", "create 5"]);
});

test("besides those in use, at most the idle bytes are kept", () => {
  const { pool, events } = watchedPool(6);
  const [one, two] = [pool.take(6, 1), pool.take(4, 1)];
  pool.give(two);
  pool.give(one);
  events();
  pool.take(9, 1);
  expect(events()).toEqual(["submit", "destroy 4", "encoder", "create 9"]);
});

test("a discarded buffer is no longer held", () => {
  const { pool, events } = watchedPool(0);
  const [one, two] = [pool.take(6, 1), pool.take(4, 1)];
  pool.discard(one);
  pool.give(two);
  events();
  pool.take(6, 1);
  expect(events()).toEqual(["encoder", "create 6"]);
});
