import { totalmem } from "node:os";
import { createGpuRegistry, type GpuRegistry } from "../registry/gpu-registry.ts";
import type { GpuSettings } from "../registry/gpu-settings.ts";
import { type MachineSlotsOptions, machineSlots } from "./machine-slots.ts";
import { type ProbeOptions, probeMachine } from "./probe-machine.ts";
import { vendorMemory } from "./vendor-memory.ts";

/** Options of a registry for Node. */
export interface NodeGpuRegistryOptions {
  readonly settings?: GpuSettings;
  readonly probe?: ProbeOptions;
  readonly slots?: MachineSlotsOptions;
}

/** A registry that probes in processes and shares slots with the other runs of the machine. @throws `GPU_SETTINGS_INVALID` */
export function nodeGpuRegistry({ settings = {}, probe = {}, slots = {} }: NodeGpuRegistryOptions = {}): GpuRegistry {
  return createGpuRegistry({
    probe: () => probeMachine(probe),
    hostMemoryBytes: totalmem(),
    settings,
    vendorMemory,
    exchange: machineSlots(slots),
  });
}
