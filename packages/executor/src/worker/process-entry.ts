/** The entry of a worker process: what tinypool calls for every request. */
import type { MemoryLimits } from "../memory/memory-guard.ts";
import type {
  ProcessEvents,
  ProcessOpening,
  RunRequest,
  StartRequest,
  WorkerControl,
  WorkerDevice,
  WorkerReply,
} from "../protocol.ts";
import type { WorkerGpu } from "./gpu/worker-gpu.ts";
import { guardProcess } from "./guard-process.ts";
import { type ProcessWatch, watchProcess } from "./watch-process.ts";
import { WorkerServer } from "./worker-server.ts";

/** A request; the first brings what the process watches about itself. */
export type ProcessRequest =
  | RunRequest
  | (StartRequest & { readonly memory: MemoryLimits; readonly device?: WorkerDevice | undefined });

// A terminal, `timeout`, systemd and Slurm signal the whole group: the parent decides what happens to the wells of its
// workers. Handled from the beginning, so that no worker dies of it while starting.
for (const signal of ["SIGINT", "SIGTERM"] as const) process.on(signal, () => undefined);

let server: WorkerServer | null = null;
let watch: ProcessWatch | null = null;

/** Answers one request. Never rejects once started. */
export async function serve(request: ProcessRequest): Promise<WorkerReply> {
  if (request.kind === "run") return run(request);
  const gpu = await gpuOn(request.device, sendOpening());
  server = new WorkerServer(request, sendEvents(), { gpu });
  process.on("message", receive);
  endWithParent();
  watch = watchProcess(request.memory, numberOf(request.worker));
  guardProcess(server);
  return server.ready();
}

/** Takes hold of the channel, before functions are kept from it. */
function sendEvents(): (ohcsEvents: ProcessEvents["ohcsEvents"]) => void {
  const send = process.send?.bind(process);
  return (ohcsEvents) => void send?.({ ohcsEvents } satisfies ProcessEvents);
}

/** The same, for who must know that a message has gone before a driver may block the process. */
function sendOpening(): (ohcsOpening: boolean) => Promise<void> {
  const send = process.send?.bind(process);
  return (ohcsOpening) =>
    new Promise((resolve) => {
      if (send === undefined) resolve();
      else send({ ohcsOpening } satisfies ProcessOpening, undefined, {}, () => resolve());
    });
}

/** Nothing of WebGPU is loaded where no device was given. */
async function gpuOn(
  device: WorkerDevice | undefined,
  report: (isOpening: boolean) => Promise<void>,
): Promise<WorkerGpu | null> {
  if (device === undefined) return null;
  const { ProcessGpu } = await import("./gpu/process-gpu.ts");
  return new ProcessGpu(device, report);
}

async function run(request: RunRequest): Promise<WorkerReply> {
  watch?.setRunning(true);
  try {
    return await started().run(request);
  } finally {
    watch?.setRunning(false);
  }
}

/** `processes-3` → 3 */
function numberOf(worker: string): number {
  return Math.max(1, Number(/\d+$/.exec(worker)?.[0] ?? 1));
}

/** Messages of tinypool pass here too. */
function receive(message: Partial<WorkerControl> | null): void {
  if (message?.kind === "abort") started().receive(message as WorkerControl);
}

function started(): WorkerServer {
  if (server !== null) return server;
  throw new Error("Cannot serve: expected a start request first");
}

function endWithParent(): void {
  const exit = process.exit.bind(process);
  process.on("disconnect", () => exit(1));
}
