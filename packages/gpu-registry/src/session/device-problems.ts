import { fail } from "../errors.ts";
import type { CommandProblem, CommandRecorder } from "./command-recorder.ts";
import type { PipelineCache } from "./pipeline-cache.ts";

/**
 * Makes a function that waits for submitted work on a device and throws its error, causes before consequences: the
 * device is lost, a shader does not compile, memory is short, a command is invalid.
 */
export function deviceProblems(
  device: GPUDevice,
  recorder: CommandRecorder,
  pipelines: PipelineCache,
): () => Promise<void> {
  // A lost device raises no errors: it only stops computing.
  let lost: string | null = null;
  void device.lost.then(({ reason, message }) => {
    lost = message || reason;
  });
  return async () => {
    const [shader, command] = await Promise.allSettled([pipelines.problem(), recorder.problem()]);
    if (lost !== null || shader.status === "rejected" || command.status === "rejected")
      throw fail("GPU_DEVICE_LOST", `Cannot compute: the device was lost: ${lost ?? "unknown"}`);
    if (shader.value !== null) throw fail("GPU_SHADER_INVALID", `Cannot compile a kernel: ${shader.value}`);
    if (command.value !== null) throw commandError(command.value);
  };
}

function commandError({ scope, message }: NonNullable<CommandProblem>): Error {
  if (scope === "out-of-memory")
    return fail("GPU_MEMORY_EXHAUSTED", `Cannot compute: the GPU is out of memory: ${message}`);
  return fail("GPU_COMMAND_INVALID", `Cannot compute: a command is invalid: ${message}`);
}
