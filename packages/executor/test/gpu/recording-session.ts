import type { GpuPlane, GpuSession, HostPlane } from "@ohcs/context";

/** A session without a device, whose samples are all 0. */
export interface RecordingSession extends GpuSession {
  /** Planes that are there. */
  readonly live: ReadonlySet<GpuPlane>;
  /** How many planes there were as each kernel ran, by the kernel's name. */
  readonly during: readonly (readonly [kernel: string, planes: number])[];
}

const ARRAYS = { uint8: Uint8Array, uint16: Uint16Array, uint32: Uint32Array, float32: Float32Array };

/** @param onDownload Called with each download before it is answered. */
export function recordingSession(onDownload: () => void = () => undefined): RecordingSession {
  const live = new Set<GpuPlane>();
  const during: (readonly [string, number])[] = [];
  const made = (plane: GpuPlane): GpuPlane => {
    live.add(plane);
    return plane;
  };
  return {
    live,
    during,
    maxBindingBytes: 2 ** 20,
    upload: ({ data, height, width }) => made({ height, width, dtype: dtypeOf(data) }),
    allocate: (height, width, dtype) => made({ height, width, dtype }),
    rowsOf: ({ width, dtype }, _, height) => ({ height, width, dtype }),
    download: async ({ height, width, dtype }) => {
      onDownload();
      return { data: new ARRAYS[dtype](height * width), height, width };
    },
    run: ({ name }) => void during.push([name, live.size]),
    release: (...planes) => {
      for (const plane of planes) if (!live.delete(plane)) throw new Error("a plane that is not there was released");
    },
    clear: () => undefined,
    counts: () => ({
      uploads: 0,
      bytesUploaded: 0,
      downloads: 0,
      bytesDownloaded: 0,
      dispatches: 0,
      pipelinesCompiled: 0,
      buffersCreated: 0,
    }),
    close: () => undefined,
  };
}

function dtypeOf(data: HostPlane["data"]): GpuPlane["dtype"] {
  const known = Object.entries(ARRAYS).find(([, make]) => data instanceof make);
  if (known === undefined) throw new Error("samples of no type that a GPU takes");
  return known[0] as GpuPlane["dtype"];
}
