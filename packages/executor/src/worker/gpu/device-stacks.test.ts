import { expect, test } from "vitest";
import { recordingSession } from "../../../test/gpu/recording-session.ts";
import { stackOf } from "../../../test/gpu/stack-of.ts";
import { BufferPool } from "../buffers/buffer-pool.ts";
import { PixelLease } from "../buffers/pixel-lease.ts";
import { ByteAccount } from "../byte-account.ts";
import { DeviceStacks } from "./device-stacks.ts";

const PLANE_BYTES = 6;

/** The bytes that the well's account holds as each of `planes` is downloaded, and at last. */
async function heldWhile(planes: number, limit: number | null, fails: () => void = () => undefined) {
  const account = new ByteAccount(limit);
  const lease = new PixelLease(new BufferPool(), account);
  const held: number[] = [];
  const session = recordingSession(() => {
    held.push(account.heldBytes);
    fails();
  });
  const stacks = new DeviceStacks(session);
  const error = await stacks.download(stacks.upload(stackOf(planes, "uint8")), lease).then(
    () => null,
    (cause: unknown) => cause,
  );
  return { held, last: account.heldBytes, error };
}

test("a stack is counted as a whole before its first plane comes, and each plane goes into it", async () => {
  expect(await heldWhile(3, null)).toEqual({ held: [18, 18, 18], last: 3 * PLANE_BYTES, error: null });
});

test("a single plane is counted as it came", async () => {
  expect(await heldWhile(1, null)).toEqual({ held: [0], last: PLANE_BYTES, error: null });
});

test("a stack that is more than the well may hold is not downloaded", async () => {
  const { held, last, error } = await heldWhile(3, 17);
  expect([held, last, error]).toEqual([[], 0, expect.objectContaining({ code: "WELL_MEMORY_EXCEEDED" })]);
});

test("a download that fails leaves nothing counted", async () => {
  const failing = () => {
    throw new Error("lost");
  };
  expect(await heldWhile(3, null, failing)).toMatchObject({ held: [18], last: 0, error: { message: "lost" } });
});
