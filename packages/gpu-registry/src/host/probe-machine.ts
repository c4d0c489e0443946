import { collectProbe, type GpuProbe } from "../probe/inspect-gpus.ts";
import { MachineInspector } from "./machine-inspector.ts";
import type { ProbingOptions } from "./probing-process.ts";
import type { ProviderReference } from "./provider-reference.ts";

/** How a machine is probed. */
export interface ProbeOptions {
  /** @default Dawn, with its default backend */
  readonly provider?: ProviderReference;
  /** Added to the environment of this process: `VK_DRIVER_FILES`, for example. */
  readonly env?: Readonly<Record<string, string>>;
  /** For the list, and for each adapter, in ms. @default 15000 */
  readonly timeoutMs?: number;
  /** URL of the process's entry, for bundled programs. @default that of `@ohcs/gpu-registry/probe-process` */
  readonly entryUrl?: string;
}

const TIMEOUT_MS = 15_000;
const MOST_NOTES = 8;

/**
 * Lists GPUs and runs the self-test of each in separate processes: a driver that hangs or crashes gives a reason, and
 * the next adapter is still tested. Never rejects; no package, no driver and no GPU are normal states.
 */
export async function probeMachine(options: ProbeOptions = {}): Promise<GpuProbe> {
  const provider = options.provider ?? dawnReference();
  const inspector = new MachineInspector(provider, probingOptions(options));
  const probe = await collectProbe(inspector);
  await inspector.end();
  const notes = new Set(inspector.printed.flatMap(linesOf));
  return { ...probe, notes: [...notes].slice(-MOST_NOTES) };
}

/** Dawn, as a reference for a separate process. */
export function dawnReference(options: { readonly backend?: string } = {}): ProviderReference {
  const url = import.meta.resolve("@ohcs/gpu-registry/dawn");
  return { name: "dawn", url, export: "dawnProvider", options, requires: "webgpu" };
}

function probingOptions({ env = {}, timeoutMs = TIMEOUT_MS, entryUrl }: ProbeOptions): ProbingOptions {
  return {
    entryUrl: entryUrl ?? import.meta.resolve("@ohcs/gpu-registry/probe-process"),
    env: { ...process.env, ...env },
    timeoutMs,
  };
}

/** Removes source locations of the driver, which Dawn adds to its warnings. */
function linesOf(printed: string): string[] {
  const lines = printed.split("\n").map((line) => line.trim());
  return lines.filter((line) => line !== "" && !line.startsWith("at "));
}
