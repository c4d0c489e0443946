import { errorFactory } from "@ohcs/context";

/**
 * Every code of `@ohcs/gpu-registry`, with its cause and remedy: errors, and reasons why a machine has no usable GPU.
 */
export const gpuErrors = {
  GPU_PACKAGE_MISSING: {
    cause: "The optional package 'webgpu', which contains Dawn for Node, is not installed.",
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
    cause: "The search for adapters, or the self-test of one, timed out, and its process was ended.",
    remedy: "Raise the time-out, or update the driver.",
  },
  GPU_PROBE_CRASHED: {
    cause: "The process that searched for adapters, or tested one, ended before it answered.",
    remedy: "Read the output of the driver; update the driver.",
  },
  GPU_PROBE_FAILED: {
    cause: "The provider raised an error while it listed adapters or opened one.",
    remedy: "Read the message; check the provider and its options.",
  },
  GPU_SELF_TEST_FAILED: {
    cause: "An adapter computed other results than the self-test expects, so it is not used.",
    remedy: "Update the driver, or choose another backend.",
  },
  GPU_ALREADY_INITIALIZED: {
    cause: "The registry was initialised a second time.",
    remedy: "Initialise it once, or call ensureInitialized().",
  },
  GPU_NOT_INITIALIZED: {
    cause: "The registry was used before it was initialised.",
    remedy: "Await initialize() or ensureInitialized() first.",
  },
  GPU_SETTINGS_INVALID: {
    cause: "A setting of the registry, or of a session, is out of range.",
    remedy: "Correct the setting named in the message.",
  },
  GPU_ADAPTER_UNKNOWN: {
    cause: "No adapter has this id.",
    remedy: "Use an adapter of the inventory; 'ohcs gpus' lists them.",
  },
  GPU_ADAPTER_GONE: {
    cause: "A worker did not find the adapter that the registry had found: its environment or the driver changed.",
    remedy: "Run workers in the same environment as the probe, and run again.",
  },
  GPU_DEVICE_REFUSED: {
    cause: "A worker could not open its adapter: the provider or the driver returned no device.",
    remedy: "Read the message; end other programs that use the GPU, or update its driver.",
  },
  GPU_NO_SLOTS: {
    cause:
      "The adapter has no slot: it failed its self-test, has too little memory, or its slots were retired after crashes.",
    remedy: "Check the status of the registry; run on the CPU or on another adapter.",
  },
  GPU_LEASE_CANCELLED: {
    cause: "The wait for a slot was cancelled.",
    remedy: "Run again.",
  },
  GPU_LOCKS_UNUSABLE: {
    cause: "The folder in which the runs of this machine share GPUs cannot be written or read.",
    remedy: "Correct its permissions, or configure another folder.",
  },
  PLANE_INVALID: {
    cause: "The samples of a plane do not fill its height × width.",
    remedy: "Upload planes whose data length equals height × width.",
  },
  GPU_SAMPLES_UNSUPPORTED: {
    cause: "A plane has samples that do not fit into the 32 bits that each takes on a GPU: int32 or float64.",
    remedy: "Convert it to uint8, uint16, uint32 or float32 before it is uploaded.",
  },
  GPU_PLANE_TOO_LARGE: {
    cause: "A plane takes more bytes, at 4 for each pixel, than the device holds in a buffer or binds to a kernel.",
    remedy: "Request the device with a higher maxBufferSize and maxStorageBufferBindingSize, or work on rows of it.",
  },
  GPU_ROWS_INVALID: {
    cause: "The requested rows of a plane do not exist, or begin at an offset that a device cannot bind.",
    remedy: "Begin at a row whose number times the width is a multiple of 64.",
  },
  GPU_PLANE_UNKNOWN: {
    cause: "A plane was used after it was released, or in a session other than its own.",
    remedy: "Release planes after their last use, and upload them to the session that uses them.",
  },
  GPU_SHADER_INVALID: {
    cause: "The WGSL of a kernel does not compile; the message states place, reason and line.",
    remedy: "Correct the kernel's code.",
  },
  GPU_COMMAND_INVALID: {
    cause:
      "The device refused a command: bindings that do not fit the shader, a limit, or a failure inside the driver.",
    remedy: "Read the message; correct the kernel or request the device with higher limits.",
  },
  GPU_MEMORY_EXHAUSTED: {
    cause: "The GPU has no memory left for the planes of a chain.",
    remedy: "Release planes earlier, run fewer workers on this adapter, or use the CPU.",
  },
  GPU_DEVICE_LOST: {
    cause: "The device was destroyed or reset by its driver while it was in use; its planes are gone.",
    remedy: "Request a new device and make a new session; update the driver if it recurs.",
  },
} as const;

/** The codes of {@link gpuErrors}. */
export type GpuErrorCode = keyof typeof gpuErrors;

export const fail = errorFactory(gpuErrors);
