/** What the compiler may know about the machine: gathered beforehand, so that compiling itself touches nothing. */
export interface HostFacts {
  readonly cores: number;
  readonly memoryBytes: number;
  readonly output: OutputFacts;
  /** Absolute path of the source plate, symbolic links resolved: the manifest has it as it was given. */
  readonly sourceRoot: string;
  readonly gpu: GpuInventory | null;
}

/** The place where the output plate would lie. */
export interface OutputFacts {
  /** Absolute path of the output plate's root, symbolic links resolved as far as it exists. */
  readonly root: string;
  readonly writable: boolean;
  readonly freeBytes: number | null;
  /** The latest run that has results there; null if there is none. */
  readonly earlier: EarlierRun | null;
}

/** The plate and pipeline of an earlier run. */
export interface EarlierRun {
  readonly plateId: string;
  readonly pipelineName: string;
}

/** Adapters that were found; capability records are data. */
export interface GpuInventory {
  readonly specVersion: 1;
  readonly adapters: readonly GpuAdapter[];
}

/** One GPU as the compiler sees it. */
export interface GpuAdapter {
  readonly id: string;
  readonly name: string;
  readonly software: boolean;
  /** Workers that may use it at a time. */
  readonly slots: number;
  /** What these workers share of its memory. */
  readonly memoryBytes: number;
  /** How a run recomputes the number of slots for its largest well; omitted where `slots` is final. */
  readonly room?: SlotRoom;
  readonly limits: Readonly<Record<string, number>>;
  readonly features: readonly string[];
}

/** The number of slots as the number of equal wells that fit an adapter's memory. */
export interface SlotRoom {
  readonly mostSlots: number;
  /** Memory of a worker besides that of its well. */
  readonly besideBytes: number;
}
