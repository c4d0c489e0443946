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
  /** The latest run that left its results in it; null where none did. */
  readonly earlier: EarlierRun | null;
}

/** What an earlier run was of. */
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
  /** What these workers share. */
  readonly memoryBytes: number;
  /** How a run counts the slots anew, for its largest well; left out where `slots` is the last word. */
  readonly room?: SlotRoom;
  readonly limits: Readonly<Record<string, number>>;
  readonly features: readonly string[];
}

/** As many slots as an adapter's memory holds of equal wells. */
export interface SlotRoom {
  readonly mostSlots: number;
  /** What each worker takes beside its well. */
  readonly besideBytes: number;
}
