import { expect, test } from "vitest";
import type { CommandProblem } from "./command-recorder.ts";
import { deviceProblems } from "./device-problems.ts";

interface Trouble {
  readonly shader?: string;
  readonly command?: CommandProblem;
  readonly lost?: string;
}

/** The code thrown for these errors. */
async function codeOf({ shader, command, lost }: Trouble): Promise<unknown> {
  const info = { reason: "unknown", message: lost } as GPUDeviceLostInfo;
  const device = { lost: lost === undefined ? new Promise(() => undefined) : Promise.resolve(info) } as GPUDevice;
  const recorder = { encoder: () => ({}) as GPUCommandEncoder, submit: () => undefined };
  const pipelines = { pipelineFor: () => ({}) as GPUComputePipeline, problem: async () => shader ?? null };
  const settle = deviceProblems(device, { ...recorder, problem: async () => command ?? null }, pipelines);
  return settle().then(
    () => "none",
    (error: { code: string }) => error.code,
  );
}

test("the cause of a failure is reported, and not its consequences", async () => {
  const command = { scope: "validation", message: "invalid pipeline" } as const;
  expect(await codeOf({})).toBe("none");
  expect(await codeOf({ command })).toBe("GPU_COMMAND_INVALID");
  expect(await codeOf({ command: { ...command, scope: "out-of-memory" } })).toBe("GPU_MEMORY_EXHAUSTED");
  expect(await codeOf({ command, shader: "x:1:1: no" })).toBe("GPU_SHADER_INVALID");
  expect(await codeOf({ command, shader: "x:1:1: no", lost: "reset" })).toBe("GPU_DEVICE_LOST");
});
