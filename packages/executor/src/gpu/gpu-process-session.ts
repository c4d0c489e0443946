import { tmpdir } from "node:os";
import { decodeContext, type RunnerOptions, type WellResult, type WellTask } from "@ohcs/context";
import type { AdapterStatus, GpuLease, GpuRegistry, LeaseEnd } from "@ohcs/gpu-registry";
import type { ProviderReference } from "@ohcs/gpu-registry/host";
import { fail } from "../errors.ts";
import type { MemoryLimits } from "../memory/memory-guard.ts";
import { processKind } from "../processes/process-kind.ts";
import { type SharedGroup, Slot } from "../slot/slot.ts";
import { toWellError } from "../well/place.ts";
import { WellTimer } from "../well/well-timer.ts";
import { costDevice } from "./gpu-trouble.ts";

/** Wells are given 80 % of an adapter's memory: this comes from the rest, whose other half drivers need. */
const SHARE = 0.1;

/** How many bytes of buffers each worker of an adapter keeps for its next images, beside what its well holds. */
export function idleBytesOf({ memory, slots }: Pick<AdapterStatus, "memory" | "slots">): number {
  return Math.floor((SHARE * memory.bytes) / Math.max(1, slots));
}

/** What the workers of a session are made of. */
interface GpuProcessParts {
  readonly registry: GpuRegistry;
  readonly provider: ProviderReference;
  readonly env: Readonly<Record<string, string>>;
  readonly patienceMs: number;
  readonly workerUrl: string;
  readonly memory: MemoryLimits;
}

/** The GPU workers of one run, by adapter and slot. */
export class GpuProcessSession {
  readonly #options: RunnerOptions;
  readonly #parts: GpuProcessParts;
  readonly #slots = new Map<string, Slot>();
  readonly #closing = new AbortController();

  constructor(options: RunnerOptions, parts: GpuProcessParts) {
    this.#options = options;
    this.#parts = parts;
  }

  /** Runs a well once a slot of its adapter is free. Never rejects. */
  async run(task: WellTask, signal: AbortSignal): Promise<WellResult> {
    const adapter = task.gpu?.adapter ?? "";
    const waiting = new WellTimer(task, adapter);
    try {
      const either = AbortSignal.any([signal, this.#closing.signal]);
      const lease = await this.#parts.registry.lease(adapter, { signal: either });
      return await this.#runLeased(lease, task, signal, waiting);
    } catch (error) {
      return this.#isOver(signal) ? cancelled(task, waiting) : waiting.ended("error", toWellError(error));
    }
  }

  #isOver(signal: AbortSignal): boolean {
    return signal.aborted || this.#closing.signal.aborted;
  }

  async close(): Promise<void> {
    this.#closing.abort();
    await Promise.all([...this.#slots.values()].map((slot) => slot.close()));
  }

  async #runLeased(lease: GpuLease, task: WellTask, signal: AbortSignal, waiting: WellTimer): Promise<WellResult> {
    let end: LeaseEnd = "finished";
    try {
      // The run may have ended while the lease was on its way: a slot that is made now would not be closed.
      if (this.#isOver(signal)) return cancelled(task, waiting);
      const result = await this.#slotOf(lease).run(task, signal);
      if (result.error !== null && costDevice(decodeContext(task.context), result)) end = "crashed";
      return result;
    } finally {
      await lease.release(end).catch((error: unknown) => this.#warn(task, error));
    }
  }

  #slotOf({ adapter, slot }: GpuLease): Slot {
    const name = `${adapter}-${slot + 1}`;
    const known = this.#slots.get(name);
    if (known !== undefined) return known;
    const { startup, onEvent } = this.#options;
    const listener = { onEvent, onHelp: ({ port }: SharedGroup) => port.close() };
    const made = new Slot(name, this.#kindFor(adapter), startup, listener);
    this.#slots.set(name, made);
    return made;
  }

  #kindFor(id: string) {
    const { registry, provider, env, patienceMs, workerUrl, memory } = this.#parts;
    const adapter = registry.status().adapters.find((known) => known.id === id);
    if (adapter === undefined) throw new Error(`a lease of '${id}', which is no adapter`);
    const { name, backend } = adapter;
    const device = { provider, adapter: { name, backend }, patienceMs, idleBytes: idleBytesOf(adapter) };
    return processKind({ workerUrl, heapMb: null, memory, env: deviceEnvironment(env), device });
  }

  /**
   * The well's result is valid, and the slot is free for this run; other runs of the machine wait until the release is
   * published.
   */
  #warn({ wellId }: WellTask, error: unknown): void {
    const text = `Cannot give the GPU back: ${error instanceof Error ? error.message : String(error)}`;
    this.#options.onEvent({ type: "log", well: wellId, level: "warn", text });
  }
}

function cancelled({ wellId }: WellTask, timer: WellTimer): WellResult {
  const error = fail("WELL_CANCELLED", `Cannot run '${wellId}': the run was cancelled while it waited for a GPU`);
  return timer.ended("cancelled", toWellError(error));
}

/**
 * The environment of a process that holds a device. Threads of a driver each take an arena of glibc, which keeps what they
 * once used: two serve as well, with half the memory. Mesa complains where there is no folder for the session.
 */
function deviceEnvironment(own: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
  return { MALLOC_ARENA_MAX: "2", XDG_RUNTIME_DIR: tmpdir(), ...(process.env as Record<string, string>), ...own };
}
