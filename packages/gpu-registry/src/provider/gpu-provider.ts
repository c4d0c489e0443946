/// <reference types="@webgpu/types" preserve="true" />

/** An adapter as listed by a provider: enough to request it again, in this process or in another one. */
export interface ListedAdapter {
  /** What the driver calls it. */
  readonly name: string;
  /** The system interface through which it is accessed: `vulkan`, `metal`, `d3d12`, … */
  readonly backend: string;
  /** How many boards of this name and backend there are; a provider can reach only the first. */
  readonly copies: number;
}

/**
 * Where GPUs come from: Dawn in Node, `navigator.gpu` in a browser, or another binding. An implementation ensures that
 * `GPUBufferUsage` and the other globals of WebGPU exist once {@link GpuProvider.list} has resolved, and that returned
 * objects are kept as long as its binding needs them.
 */
export interface GpuProvider {
  readonly specVersion: 1;
  /** `dawn`, `browser`, … */
  readonly name: string;
  /**
   * The available adapters; empty if there is no driver.
   * @throws a coded error if the binding itself is missing or broken
   */
  list(): Promise<readonly ListedAdapter[]>;
  /**
   * A fresh adapter, from which one device may be requested; null if it is gone, or would be replaced by another one.
   */
  request(adapter: ListedAdapter): Promise<GPUAdapter | null>;
}
