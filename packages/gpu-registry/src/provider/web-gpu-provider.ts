import type { GpuProvider } from "./gpu-provider.ts";

/** The part of `navigator.gpu` that is needed. */
export type WebGpu = Pick<GPU, "requestAdapter">;

/** Adapters of `navigator.gpu`, or of any binding with such an object: the one that the browser chooses. */
export function webGpuProvider(gpu: WebGpu, name = "browser"): GpuProvider {
  const request = (): Promise<GPUAdapter | null> => gpu.requestAdapter({ powerPreference: "high-performance" });
  return Object.freeze({
    specVersion: 1,
    name,
    list: async () => {
      const adapter = await request();
      return adapter === null ? [] : [{ name: nameOf(adapter.info), backend: name, copies: 1 }];
    },
    request,
  });
}

/** Browsers omit most of it, to reveal less about the machine. */
function nameOf({ description, device, vendor, architecture }: GPUAdapterInfo): string {
  return description || device || [vendor, architecture].filter(Boolean).join(" ") || "GPU";
}
