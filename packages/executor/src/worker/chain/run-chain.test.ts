import { expect, test } from "vitest";
import { drawn } from "../../../test/drawn-stack.ts";
import { BufferPool, freshMemory } from "../buffers/buffer-pool.ts";
import { PixelLease } from "../buffers/pixel-lease.ts";
import { ByteAccount } from "../byte-account.ts";
import { releaseUnneeded, takeUnread } from "./chain-memory.ts";
import { widened } from "./run-chain.ts";

const lease = new PixelLease(freshMemory, new ByteAccount(null));

test("widened() converts the main image to what the plan says, keeping all values, and leaves the rest alone", () => {
  const image = drawn(Uint16Array.of(0, 1, 65535), "uint16");
  expect(widened(image, "float32", lease)).toMatchObject({ dtype: "float32", data: Float32Array.of(0, 1, 65535) });
  expect(widened(image, "uint16", lease)).toBe(image);
  expect(widened(image, null, lease)).toBe(image);
  const labels = { ...drawn(Uint32Array.of(0, 1, 2), "uint32"), kind: "labels" as const };
  expect(widened(labels, "float32", lease)).toBe(labels);
});

test("an input is released once: its memory, lent again meanwhile, stays with who has it now", () => {
  const own = new PixelLease(new BufferPool(), new ByteAccount(null));
  const held = new Map([["labels", drawn(own.allocate("uint32", 3), "uint32")]]);
  const endCall = () =>
    releaseUnneeded(
      own,
      takeUnread(held, () => false),
      [],
    );
  endCall();
  const next = own.allocate("uint32", 3);
  endCall();
  expect(own.owns(next)).toBe(true);
  expect(held.size).toBe(0);
});
