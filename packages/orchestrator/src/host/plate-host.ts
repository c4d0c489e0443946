import { canonicalJson, type GpuInventory, type GpuUse, type HostFacts, type Json, type Table } from "@ohcs/context";
import type { GpuWorkers } from "@ohcs/executor";
import type { RunHost } from "@ohcs/records";

/** The machine for an orchestrator: a port, so that the life cycle is platform-neutral. */
export interface PlateHost {
  readonly specVersion: 1;
  /** What the compiler may know of the machine and of the place of the output; looks only, and makes nothing. */
  facts(outputRoot: string): Promise<Omit<HostFacts, "sourceRoot">>;
  /** The absolute form of a path: a relative one is taken from the working directory of the program, an address of an object store stays as it is. */
  absolutePath(path: string): string;
  /** An absolute path with its symbolic links resolved, as far as it exists: two names of one place become one. */
  realPath(path: string): Promise<string>;
  /**
   * A CSV table of a file of at most so many bytes, with the lines of its rows and its hash as canonical JSON; `path` is
   * relative to `folder`. @throws what reading it throws
   */
  readTable(folder: string, path: string, mostBytes?: number): Promise<SuppliedTable>;
  /** JSON and the hash of its canonical form; `path` is relative to `folder`. @throws what reading it throws */
  readJson(folder: string, path: string): Promise<SuppliedFile & { readonly value: Json }>;
  /** Size and time of change of images of a source plate, by their paths in the manifest; null where one cannot be seen. */
  sourceFacts(root: string, paths: readonly string[]): Promise<readonly ImageFacts[]>;
  readonly run: RunHost;
  /** Its GPUs, to be used like this; absent where all runs on the CPU. They are not probed before first use. */
  readonly gpus?: (use: GpuUse) => PlateGpus;
}

/** Size and time of change of an image of a source plate; null where it cannot be seen. */
export type ImageFacts = readonly [bytes: number, mtimeMs: number] | null;

/** A table that the user supplied; without `lines` rows follow that of the columns, one a line. */
export interface SuppliedTable extends SuppliedFile {
  readonly value: Table;
  readonly lines?: readonly number[];
}

/** The content of a file that the user supplied, and the hash of its value as canonical JSON. */
export interface SuppliedFile {
  readonly sha256: string;
  readonly value: Table | Json;
}

/** The GPUs of a machine, as an orchestrator needs them. */
export interface PlateGpus {
  /** What the compiler may know of them. They are looked for once, when this is first asked; that there are none is no error. */
  inventory(): Promise<GpuInventory>;
  /** Where wells run that compute on them, with the most bytes of one well there; 0 if unknown. */
  workers(peakBytes: number): Promise<GpuWorkers>;
}

/** Caches the results of `open`, so that GPUs with equal use are probed once, which takes a process and some time. */
export function gpusByUse(open: (use: GpuUse) => PlateGpus): (use: GpuUse) => PlateGpus {
  const known = new Map<string, PlateGpus>();
  return (use) => {
    const key = canonicalJson({ ...use });
    const gpus = known.get(key) ?? open(use);
    known.set(key, gpus);
    return gpus;
  };
}
