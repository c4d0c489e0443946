import { expect, test } from "vitest";
import { ByteAccount } from "../byte-account.ts";
import { BufferPool } from "./buffer-pool.ts";
import { PixelLease } from "./pixel-lease.ts";

test("BufferPool gives memory of the exact size again, and drops what four wells did not use", () => {
  const pool = new BufferPool();
  const [one, two] = [pool.take(8), pool.take(16)];
  pool.give(one);
  pool.give(two);
  expect(pool.take(8)).toBe(one);
  expect(pool.take(8)).not.toBe(one);
  expect([pool.made, pool.freeBytes]).toEqual([3, 16]);
  for (let well = 0; well < 4; well++) pool.endWell();
  expect(pool.freeBytes).toBe(16);
  pool.endWell();
  expect(pool.freeBytes).toBe(0);
  pool.give(one);
  pool.drop();
  expect(pool.freeBytes).toBe(0);
});

test("PixelLease counts what it lends and adopts, once each, and gives back only what it lent, what is pinned last", () => {
  const pool = new BufferPool();
  const account = new ByteAccount(100);
  const lease = new PixelLease(pool, account);
  const lent = lease.allocate("uint16", 10);
  lease.adopt(lent.subarray(2, 4));
  const foreign = new Float32Array(5);
  lease.adopt(foreign);
  lease.adopt(foreign);
  expect([lease.bytes, account.heldBytes]).toEqual([40, 40]);
  lease.release(foreign);
  lease.release(foreign);
  expect([account.heldBytes, pool.freeBytes]).toEqual([20, 0]);
  expect(() => lease.allocate("float64", 11)).toThrow("expected at most 100 bytes, got 108");
  expect(pool.made).toBe(1);
  const other = lease.allocate("uint8", 8);
  lease.pin(lent);
  lease.pin(lent.subarray(1));
  lease.end();
  expect([account.heldBytes, pool.freeBytes]).toEqual([20, other.byteLength]);
  lease.unpin(lent);
  expect(account.heldBytes).toBe(20);
  lease.unpin(lent);
  expect([account.heldBytes, account.peakBytes, pool.freeBytes, lease.peakBytes]).toEqual([0, 40, 28, 40]);
});

test("PixelLease knows the exclusive arrays", () => {
  const lease = new PixelLease(new BufferPool(), new ByteAccount(null));
  const lent = lease.allocate("uint16", 10);
  const [foreign, moved] = [new Float32Array(5), new Uint8Array(3)];
  lease.adopt(foreign);
  lease.adopt(moved, false);
  expect([lent, lent.subarray(2), foreign, moved].map((data) => lease.owns(data))).toEqual([true, true, false, true]);
  lease.release(moved);
  expect(lease.owns(moved)).toBe(false);
});

test("PixelLease hands over what it lent, once, and no longer counts it or gives it back", () => {
  const pool = new BufferPool();
  const account = new ByteAccount(100);
  const lease = new PixelLease(pool, account);
  const lent = lease.allocate("uint16", 10);
  const foreign = new Float32Array(5);
  lease.adopt(foreign);
  lease.pin(lent);
  expect([foreign, lent, lent].map((data) => lease.handOver(data))).toEqual([false, true, false]);
  expect([lease.owns(lent), account.heldBytes]).toEqual([false, 20]);
  lease.unpin(lent);
  lease.end();
  expect([account.heldBytes, pool.freeBytes]).toEqual([0, 0]);
});
