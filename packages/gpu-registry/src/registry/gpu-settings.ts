import { fail } from "../errors.ts";

/** A user's settings for the GPUs of a machine. */
export interface GpuSettings {
  /** Memory in bytes by the adapter's id or name. WebGPU does not report it, so this is the only certain source. */
  readonly memoryBytes?: Readonly<Record<string, number>>;
  /**
   * Share of the machine's memory that a software adapter may use, in (0, 1]; it has no memory of its own. @default
   * 0.25
   */
  readonly memoryShare?: number;
  /**
   * Most bytes that the images of one well take on its GPU at a time: as many slots as fit, and one for software
   * adapters, which compute on all cores. @default unknown, so one slot
   */
  readonly peakBytes?: number;
  /** Most workers per adapter, regardless of its memory; 0 for none. @default what the memory allows */
  readonly maxWorkersPerGpu?: number;
}

/** @throws `GPU_SETTINGS_INVALID` naming the setting, its range and its value */
export function checkSettings({ memoryBytes = {}, memoryShare, peakBytes, maxWorkersPerGpu }: GpuSettings): void {
  for (const [adapter, bytes] of Object.entries(memoryBytes)) positive(`memoryBytes['${adapter}']`, bytes);
  if (memoryShare !== undefined)
    check("memoryShare", "a number in (0, 1]", memoryShare, (share) => share > 0 && share <= 1);
  if (peakBytes !== undefined) positive("peakBytes", peakBytes);
  if (maxWorkersPerGpu !== undefined)
    check("maxWorkersPerGpu", "a whole number from 0", maxWorkersPerGpu, (n) => Number.isInteger(n) && n >= 0);
}

function positive(name: string, value: number): void {
  check(name, "bytes above 0", value, (bytes) => Number.isFinite(bytes) && bytes > 0);
}

function check(name: string, expected: string, got: number, fits: (value: number) => boolean): void {
  if (!fits(got)) throw fail("GPU_SETTINGS_INVALID", `Cannot use setting '${name}': expected ${expected}, got ${got}`);
}
