import { fail } from "../errors.ts";
import type { GpuProvider, ListedAdapter } from "../provider/gpu-provider.ts";
import { type Dawn, loadDawn } from "./load-dawn.ts";

const LINE = /^ \* backend: '(?<backend>[^']*)', name: '(?<name>.*)'$/gm;

/** The adapters that Dawn lists in its error about an unknown adapter; equal ones are counted. */
export function parseAdapterList(message: string): readonly ListedAdapter[] {
  const counted = new Map<string, ListedAdapter>();
  for (const { groups } of message.matchAll(LINE)) {
    const { backend = "", name = "" } = groups ?? {};
    const key = JSON.stringify([backend, name]);
    counted.set(key, { name, backend, copies: (counted.get(key)?.copies ?? 0) + 1 });
  }
  return [...counted.values()];
}

/** Options of the Dawn provider. */
export interface DawnOptions {
  /** `vulkan`, `metal`, `d3d12`, `opengles`, … @default Dawn's choice for the system */
  readonly backend?: string;
}

/** A name that no adapter has, so that Dawn lists all adapters in its error. */
const NO_NAME = "\u0001";

/**
 * Releasing Dawn's objects while one of its promises is pending corrupts memory, so they are kept until the process
 * ends.
 */
const kept: unknown[] = [];

/**
 * Adapters by Dawn. Meant for dedicated processes: a driver can crash its process, Dawn prints to standard output, and
 * a worker thread that ends during a job aborts the whole process.
 */
export function dawnProvider({ backend }: DawnOptions = {}): GpuProvider {
  const flags = backend === undefined ? [] : [`backend=${backend}`];
  return Object.freeze({
    specVersion: 1,
    name: "dawn",
    list: async () => listAdapters(await loadDawn(), flags),
    request: async (listed: ListedAdapter) => requestAdapter(await loadDawn(), listed),
  });
}

/**
 * Dawn has no call to enumerate adapters; it lists them in the error about an unknown one, and returns null if there
 * are none.
 */
async function listAdapters({ create }: Dawn, flags: readonly string[]): Promise<readonly ListedAdapter[]> {
  const gpu = create([...flags, `adapter=${NO_NAME}`]);
  kept.push(gpu);
  try {
    await gpu.requestAdapter();
    return [];
  } catch (cause) {
    const { message } = cause as Error;
    const listed = parseAdapterList(message);
    if (listed.length > 0) return listed;
    throw fail("GPU_PROBE_FAILED", `Cannot list adapters: ${message}`, { cause });
  }
}

async function requestAdapter({ create }: Dawn, { name, backend }: ListedAdapter): Promise<GPUAdapter | null> {
  const gpu = create([`backend=${backend}`, `adapter=${name}`]);
  kept.push(gpu);
  // OpenGL ES never supports full WebGPU; all other backends do.
  const adapter = await gpu.requestAdapter(backend === "opengles" ? { featureLevel: "compatibility" } : {});
  kept.push(adapter);
  return adapter !== null && mayBeCalled(name, adapter.info) ? adapter : null;
}

/**
 * Dawn returns the first adapter whose name contains the requested one: "RTX A5000" may be an "RTX A5000 Laptop GPU".
 * It reports names in lower case, with dashes for all characters other than letters and digits; an adapter without a
 * name matches any.
 */
function mayBeCalled(name: string, { device }: GPUAdapterInfo): boolean {
  return device === "" || lettersOf(device) === lettersOf(name);
}

function lettersOf(name: string): string {
  return name.toLowerCase().replaceAll(/[^a-z0-9]/g, "");
}
