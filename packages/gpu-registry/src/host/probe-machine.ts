import type { AdapterFacts } from "../probe/adapter-record.ts";
import type { GpuProbe } from "../probe/gpu-probe.ts";
import { collectProbe } from "../probe/inspect-gpus.ts";
import type { ListedAdapter } from "../provider/gpu-provider.ts";
import { askProcess, type ProbeProcess, readAnswer } from "./ask-process.ts";
import type { ProbeTask } from "./probe-protocol.ts";
import type { ProviderReference } from "./provider-reference.ts";

/** How a machine is probed. */
export interface ProbeOptions {
  /** @default Dawn, with the backend that it chooses */
  readonly provider?: ProviderReference;
  /** Beside the environment of this process: `VK_DRIVER_FILES`, say. */
  readonly env?: Readonly<Record<string, string>>;
  /** For the list, and for each adapter, in ms. @default 15000 */
  readonly timeoutMs?: number;
  /** URL of the process's entry, for those who bundle. @default that of `@ohcs/gpu-registry/probe-process` */
  readonly entryUrl?: string;
}

const TIMEOUT_MS = 15_000;
const MOST_NOTES = 8;

/**
 * Looks for GPUs and lets each one compute, every one in a process of its own: a driver that hangs or crashes is a reason,
 * and the next adapter is tested none the less. Never rejects; no package, no driver and no GPU are normal states.
 */
export async function probeMachine(options: ProbeOptions = {}): Promise<GpuProbe> {
  const provider = options.provider ?? dawnReference();
  const how = probeProcess(options);
  const notes: string[] = [];
  const ask = async (task: ProbeTask): Promise<unknown> => {
    const answer = await askProcess(task, how);
    notes.push(...linesOf(answer.printed));
    return readAnswer(answer, how.timeoutMs);
  };
  const probe = await collectProbe({
    name: provider.name,
    list: async () => (await ask({ type: "list", provider })) as readonly ListedAdapter[],
    inspect: async (adapter) => (await ask({ type: "inspect", provider, adapter })) as AdapterFacts,
  });
  return { ...probe, notes: [...new Set(notes)].slice(-MOST_NOTES) };
}

/** Dawn, as a process of its own loads it. */
export function dawnReference(options: { readonly backend?: string } = {}): ProviderReference {
  return { name: "dawn", url: import.meta.resolve("@ohcs/gpu-registry/dawn"), export: "dawnProvider", options };
}

function probeProcess({ env = {}, timeoutMs = TIMEOUT_MS, entryUrl }: ProbeOptions): ProbeProcess {
  return {
    entryUrl: entryUrl ?? import.meta.resolve("@ohcs/gpu-registry/probe-process"),
    env: { ...process.env, ...env },
    timeoutMs,
  };
}

/** Without the places in the driver's own sources, which Dawn adds to its warnings. */
function linesOf(printed: string): string[] {
  const lines = printed.split("\n").map((line) => line.trim());
  return lines.filter((line) => line !== "" && !line.startsWith("at "));
}
