import { errorFactory } from "@ohcs/context";

/** Every code of `@ohcs/gpu-registry`, with its cause and remedy: what it throws, and why a machine has no usable GPU. */
export const gpuErrors = {
  GPU_PACKAGE_MISSING: {
    cause: "The package 'webgpu', which brings Dawn to Node, is not installed; it is optional.",
    remedy: "Install it beside OHCS: npm install webgpu@0.6.2. Without it everything runs on the CPU.",
  },
  GPU_PACKAGE_UNLOADABLE: {
    cause: "The package 'webgpu' is installed, but its native part does not load on this system.",
    remedy: "Install exactly webgpu@0.6.2; it needs glibc 2.34 or newer on Linux.",
  },
  GPU_DRIVER_MISSING: {
    cause: "The provider found no adapter: no driver is installed, or none that it accepts.",
    remedy: "Install the driver of the GPU (on Linux: Vulkan). Without one everything runs on the CPU.",
  },
  GPU_PROBE_TIMEOUT: {
    cause: "Looking for adapters, or the self-test of one, did not end in time, and its process was ended.",
    remedy: "Raise the time-out, or update the driver.",
  },
  GPU_PROBE_CRASHED: {
    cause: "The process that looked for adapters, or tested one, ended before it answered.",
    remedy: "See what the driver printed; update the driver.",
  },
  GPU_PROBE_FAILED: {
    cause: "The provider raised an error while it looked for adapters or opened one.",
    remedy: "See the message; check the provider and its options.",
  },
  GPU_SELF_TEST_FAILED: {
    cause: "An adapter computed something else than the self-test expects, so that it is not used.",
    remedy: "Update the driver, or choose another backend.",
  },
  GPU_ALREADY_INITIALIZED: {
    cause: "The registry was initialised a second time.",
    remedy: "Initialise it once, or call ensureInitialized().",
  },
  GPU_NOT_INITIALIZED: {
    cause: "The registry was asked before it had been initialised.",
    remedy: "Await initialize() or ensureInitialized() first.",
  },
  GPU_SETTINGS_INVALID: {
    cause: "A setting of the registry is out of range.",
    remedy: "Correct the setting that is named.",
  },
  GPU_ADAPTER_UNKNOWN: {
    cause: "No adapter has this id.",
    remedy: "Name an adapter of the inventory; 'ohcs gpus' lists them.",
  },
  GPU_NO_SLOTS: {
    cause:
      "The adapter has no slot: it failed its self-test, has too little memory, or its slots were retired after crashes.",
    remedy: "See the status of the registry; run on the CPU or on another adapter.",
  },
  GPU_LEASE_CANCELLED: {
    cause: "The wait for a slot was cancelled.",
    remedy: "Run again.",
  },
  GPU_LOCKS_UNUSABLE: {
    cause: "The folder in which the runs of this machine share GPUs cannot be written or read.",
    remedy: "Correct its permissions, or give the registry another folder.",
  },
} as const;

/** The codes of {@link gpuErrors}. */
export type GpuErrorCode = keyof typeof gpuErrors;

export const fail = errorFactory(gpuErrors);
