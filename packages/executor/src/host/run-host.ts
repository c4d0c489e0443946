/** What a run needs from the machine besides its workers: a port, so that the dispatcher itself runs anywhere. */
export interface RunHost {
  readonly specVersion: 1;
  /** Makes the output plate's root if need be, and takes its lock. @throws `OUTPUT_LOCKED`, `OUTPUT_NOT_WRITABLE` */
  openOutput(root: string): Promise<OutputFolder>;
  /** Facts for the run's record. */
  readonly facts: HostVersions;
}

/** The machine as provenance names it. */
export interface HostVersions {
  readonly node: string;
  readonly platform: string;
}

/** The root of an output plate, held by this run alone. Paths are POSIX, relative to it. */
export interface OutputFolder {
  /** The text of a file, or null where there is none. */
  readText(path: string): Promise<string | null>;
  /** Replaces a file: afterwards there is the old or the new text, whole. */
  writeText(path: string, text: string): Promise<void>;
  /** Adds text at the end of a file, which is made if need be. */
  append(path: string, text: string): Promise<void>;
  /** The URL by which workers import a file of this folder. */
  urlOf(path: string): string;
  /** Removes temporary files that a worker or process left behind; only while no worker runs. Returns how many. */
  sweep(): Promise<number>;
  /** Gives the lock back; may be called twice. */
  release(): Promise<void>;
}
