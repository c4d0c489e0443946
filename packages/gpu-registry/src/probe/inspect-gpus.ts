import { isOhcsError } from "@ohcs/context";
import { type GpuErrorCode, gpuErrors } from "../errors.ts";
import type { GpuProvider, ListedAdapter } from "../provider/gpu-provider.ts";
import { type AdapterFacts, type AdapterRecord, failedFacts } from "./adapter-record.ts";
import { inspectAdapter } from "./inspect-adapter.ts";

/** Why a machine has no GPU that could be used: a normal state. */
export interface GpuAbsence {
  readonly code: GpuErrorCode;
  readonly message: string;
  readonly remedy: string;
}

/** The GPUs of a machine, as plain JSON. */
export interface GpuProbe {
  readonly specVersion: 1;
  /** The provider: `dawn`, `browser`, … */
  readonly provider: string;
  /** In the order of the provider, unusable ones included. */
  readonly adapters: readonly AdapterRecord[];
  /** Null exactly when at least one adapter passed its self-test. */
  readonly reason: GpuAbsence | null;
  /** The last lines of the driver's output during the probe. */
  readonly notes: readonly string[];
}

/** Inspects adapters: a provider in this process, or one in a separate process. */
export interface GpuInspector {
  readonly name: string;
  list(): Promise<readonly ListedAdapter[]>;
  inspect(adapter: ListedAdapter): Promise<AdapterFacts>;
}

/**
 * Inspects all adapters of a provider in this process, one after another: for browsers. In Node a driver may crash the
 * process; `probeMachine()` of `@ohcs/gpu-registry/host` uses a separate process. Never rejects.
 */
export function inspectGpus(provider: GpuProvider): Promise<GpuProbe> {
  return collectProbe({
    name: provider.name,
    list: () => provider.list(),
    inspect: (adapter) => inspectAdapter(provider, adapter),
  });
}

/** Runs all inspections; an adapter that cannot be inspected has failed its self-test. */
export async function collectProbe(inspector: GpuInspector): Promise<GpuProbe> {
  const adapters: AdapterRecord[] = [];
  try {
    const listed = await inspector.list();
    const ids = adapterIds(listed);
    for (const [i, adapter] of listed.entries()) {
      const facts = await inspector.inspect(adapter).catch((error) => failedFacts(messageOf(error)));
      adapters.push({ id: ids[i] ?? "", ...adapter, ...facts });
    }
    return probeOf(inspector, adapters, absenceAmong(adapters));
  } catch (error) {
    return probeOf(inspector, adapters, absenceFrom(error));
  }
}

function probeOf({ name }: GpuInspector, adapters: readonly AdapterRecord[], reason: GpuAbsence | null): GpuProbe {
  return { specVersion: 1, provider: name, adapters, reason, notes: [] };
}

function absenceAmong(adapters: readonly AdapterRecord[]): GpuAbsence | null {
  const [first] = adapters;
  if (first === undefined) return absence("GPU_DRIVER_MISSING", "Cannot find a GPU: there is no driver");
  if (adapters.some(({ selfTest }) => selfTest.passed)) return null;
  return absence("GPU_SELF_TEST_FAILED", first.selfTest.message ?? "Cannot trust adapter");
}

function absenceFrom(error: unknown): GpuAbsence {
  const code = isOhcsError(error) && error.code in gpuErrors ? (error.code as GpuErrorCode) : "GPU_PROBE_FAILED";
  return absence(code, messageOf(error));
}

function absence(code: GpuErrorCode, message: string): GpuAbsence {
  return { code, message, remedy: gpuErrors[code].remedy };
}

function messageOf(error: unknown): string {
  return error instanceof Error || isOhcsError(error) ? error.message : String(error);
}

/** One id for each adapter: its name in lower case and dashes, with a number if two are equal. */
export function adapterIds(adapters: readonly ListedAdapter[]): readonly string[] {
  const seen = new Map<string, number>();
  return adapters.map(({ name }) => {
    const id =
      name
        .toLowerCase()
        .replaceAll(/[^a-z0-9]+/g, "-")
        .replaceAll(/^-|-$/g, "") || "gpu";
    const count = (seen.get(id) ?? 0) + 1;
    seen.set(id, count);
    return count === 1 ? id : `${id}-${count}`;
  });
}
