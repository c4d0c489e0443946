/** What a session has done since it was made. */
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

/** Counts that go up. */
export type RunningCounts = { -readonly [Name in keyof GpuCounts]: number };

export function zeroCounts(): RunningCounts {
  return {
    uploads: 0,
    bytesUploaded: 0,
    downloads: 0,
    bytesDownloaded: 0,
    dispatches: 0,
    pipelinesCompiled: 0,
    buffersCreated: 0,
  };
}
