/** What the kernels of a function ask of an adapter, whatever its images are. */
export interface GpuNeeds {
  /** Features of WebGPU that they use. */
  readonly features: readonly string[];
  /** Least values of WebGPU's limits where its defaults do not suffice. */
  readonly limits: Readonly<Record<string, number>>;
  /** Most bytes that they hold on the device at a time, as a multiple of 4 bytes for each pixel of all inputs. */
  readonly memoryFactor: number;
}
