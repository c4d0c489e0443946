/// <reference types="@webgpu/types" preserve="true" />

/** An adapter as a provider names it: enough to ask for it again, in this process or in another one. */
export interface ListedAdapter {
  /** What the driver calls it. */
  readonly name: string;
  /** Which interface of the system it is reached by: `vulkan`, `metal`, `d3d12`, … */
  readonly backend: string;
  /** How many boards of this name and backend there are; a provider can reach only the first. */
  readonly copies: number;
}

/**
 * Where GPUs come from: Dawn in Node, `navigator.gpu` in a browser, or another binding. An implementation sees to it that
 * `GPUBufferUsage` and the other globals of WebGPU stand once {@link GpuProvider.list} has resolved, and that what it
 * handed out stays alive as long as its binding needs it.
 */
export interface GpuProvider {
  readonly specVersion: 1;
  /** `dawn`, `browser`, … */
  readonly name: string;
  /**
   * The adapters that can be asked for; empty where there is no driver.
   * @throws a coded error where the binding itself is missing or broken
   */
  list(): Promise<readonly ListedAdapter[]>;
  /** A fresh adapter, from which one device may be requested; null where it is gone, or another one would come in its place. */
  request(adapter: ListedAdapter): Promise<GPUAdapter | null>;
}
