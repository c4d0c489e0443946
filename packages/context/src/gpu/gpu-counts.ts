/** Counters of a session since it was opened. */
export interface GpuCounts {
  readonly uploads: number;
  readonly bytesUploaded: number;
  readonly downloads: number;
  readonly bytesDownloaded: number;
  /** Kernels run, those that pack and unpack 8 and 16 bits included. */
  readonly dispatches: number;
  readonly pipelinesCompiled: number;
  readonly buffersCreated: number;
}
