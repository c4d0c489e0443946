import { bytesPerSample, type PixelArray, type SharedPlanes } from "@ohcs/context";
import { openPlaneMemory, type PlaneMemory } from "@ohcs/kernels/plane-memory";

/** All that WebAssembly can address: what planes leave is for kernels. */
const ADDRESSES = 2 ** 32;
/** Planes take at most so much of it. */
const MOST_BYTES = 2 ** 30;
/** Elsewhere addresses that are reserved may count as memory. */
const PLATFORMS: readonly unknown[] = ["linux", "darwin"];

interface Platform {
  readonly process?: { readonly platform?: string };
}

/** Opened when the first plane is allocated; null where it cannot be. */
let memory: PlaneMemory | null | undefined;
let lentBytes = 0;

function openMemory(): PlaneMemory | null {
  if (!PLATFORMS.includes((globalThis as Platform).process?.platform)) return null;
  try {
    return openPlaneMemory(ADDRESSES);
  } catch {
    // The system has no such addresses, or a function has a memory open: arrays of their own do as well.
    return null;
  }
}

const wholeOf = (data: PixelArray): PixelArray | null => memory?.wholeOf(data) ?? null;

const allocate: SharedPlanes["allocate"] = (dtype, length) => {
  if (memory === undefined) memory = openMemory();
  const bytes = length * bytesPerSample(dtype);
  if (memory === null || lentBytes + bytes > MOST_BYTES) return null;
  const data = wholeOf(memory.allocate(dtype, length));
  lentBytes += data?.byteLength ?? 0;
  return data;
};

const release = (data: PixelArray): void => {
  lentBytes -= wholeOf(data)?.byteLength ?? 0;
  memory?.release(data);
};

/** Gives the memory back to the system, unless planes are in use. */
const drop = (): void => {
  if (lentBytes > 0) return;
  memory?.close();
  memory = undefined;
};

/** Planes in the memory of kernels, for functions that take views: one memory for all that runs in a thread. */
export const sharedPlanes: SharedPlanes = { allocate, wholeOf, release, drop };
