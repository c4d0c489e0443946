import { type ChildProcess, fork } from "node:child_process";
import type { Plane } from "@ohcs/functions/kernels";
import type { GpuCounts } from "@ohcs/functions/webgpu";
import { driverEnv, type SoftwareDriver } from "@ohcs/testkit/gpu-drivers";

/** One kernel with its arguments after the planes; `stack`: all planes are its first argument. */
export interface GpuStep {
  readonly kernel: string;
  readonly stack?: boolean;
  readonly args?: readonly unknown[];
  /** WGSL that takes the kernel's place. */
  readonly code?: string;
  /** The code is given one plane to read and to write, or one that was released. */
  readonly misuse?: "alias" | "released";
}

/** What is uploaded, and what it passes through before the last result is downloaded. */
export interface GpuJob {
  readonly planes: readonly Plane[];
  readonly steps: readonly GpuStep[];
  /** The planes lie in shared memory. */
  readonly shared?: boolean;
}

export interface GpuReply {
  readonly value?: unknown;
  readonly error?: { readonly code: string; readonly message: string };
  /** What this job added. */
  readonly counts: GpuCounts;
}

export interface GpuProcess {
  /** The adapter that the process found; null where it has none. */
  readonly adapter: string | null;
  ask(job: GpuJob | { readonly destroy: true }): Promise<GpuReply>;
  end(): void;
}

/** Starts a process that holds a device of this driver. Rejects when the process ends before it answers. */
export async function startGpuProcess(driver: SoftwareDriver): Promise<GpuProcess> {
  const entry = new URL("../fixtures/webgpu-process.mjs", import.meta.url);
  const env = { ...process.env, ...driverEnv(driver) };
  // Dawn prints to standard output, and advanced serialisation carries typed arrays.
  const child = fork(entry, [], { stdio: ["ignore", "ignore", "inherit", "ipc"], env, serialization: "advanced" });
  const { adapter } = await nextMessage<{ adapter: string | null }>(child);
  return {
    adapter,
    ask(job) {
      const reply = nextMessage<GpuReply>(child);
      child.send(job);
      return reply;
    },
    end: () => void child.kill("SIGKILL"),
  };
}

function nextMessage<T>(child: ChildProcess): Promise<T> {
  return new Promise((resolve, reject) => {
    const exited = (code: number | null, signal: string | null): void => {
      reject(new Error(`the GPU process ended: ${signal ?? `exit code ${code}`}`));
    };
    child.once("exit", exited);
    child.once("message", (message) => {
      child.off("exit", exited);
      resolve(message as T);
    });
  });
}
