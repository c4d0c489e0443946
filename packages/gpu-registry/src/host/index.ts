/** The GPUs of a machine, for Node: probed in separate processes, shared by all runs of the machine through files. */
export { type MachineSlotsOptions, machineSlots } from "./machine-slots.ts";
export { type NodeGpuRegistryOptions, nodeGpuRegistry } from "./node-gpu-registry.ts";
export { type DeviceReference, openDevice } from "./open-device.ts";
export { dawnReference, type ProbeOptions, probeMachine } from "./probe-machine.ts";
export type { ProviderReference } from "./provider-reference.ts";
export { type VendorMemoryOptions, vendorMemory } from "./vendor-memory.ts";
