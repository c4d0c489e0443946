import type { GpuCounts } from "@ohcs/context";
import { expect, test } from "vitest";
import { gpuReply } from "./gpu-reply.ts";

/** A session with earlier uploads. */
function countingSession(uploads: number) {
  const counts = { bytesUploaded: 0, bytesDownloaded: 0, buffersCreated: 0, pipelinesCompiled: 0 };
  const state: { -readonly [Name in keyof GpuCounts]: number } = { ...counts, uploads, downloads: 0, dispatches: 0 };
  return { counts: () => ({ ...state }), upload: () => ++state.uploads };
}

test("a reply holds the job's result and what it added to the counters", async () => {
  const session = countingSession(7);
  const { value, error, counts } = await gpuReply(session, async () => session.upload());
  expect([value, error, counts.uploads, counts.downloads]).toEqual([8, undefined, 1, 0]);
});

test("a reply holds code and message of the error, and the counters up to it", async () => {
  const session = countingSession(0);
  const { value, error, counts } = await gpuReply(session, () => {
    session.upload();
    throw Object.assign(new Error("Cannot upload"), { code: "GPU_DEVICE_LOST" });
  });
  expect([value, error, counts.uploads]).toEqual([undefined, { code: "GPU_DEVICE_LOST", message: "Cannot upload" }, 1]);
});
