import type { OutputFile } from "@ohcs/context";
import type { PlateDeclaration, PlateStorage } from "@ohcs/filemanager";

/** What a run needs from the machine besides its workers: a port, so that the dispatcher itself runs anywhere. */
export interface RunHost {
  readonly specVersion: 1;
  /** Makes the output plate's root if need be, and takes its lock. @throws `OUTPUT_LOCKED`, `OUTPUT_LINKED`, `OUTPUT_NOT_WRITABLE` */
  openOutput(root: string, options?: OpenOutputOptions): Promise<OutputFolder>;
  /** Looks at an output plate without making or locking anything, also while it is written. */
  readOutput(root: string): OutputReader;
  /** Facts for the run's record. */
  readonly facts: HostVersions;
}

/** How the root of an output plate is opened. */
export interface OpenOutputOptions {
  /** Takes the lock also from a holder that cannot be seen from here; from one that runs on this machine never. @default false */
  readonly stealLock?: boolean;
}

/** The machine as provenance names it. */
export interface HostVersions {
  readonly node: string;
  readonly platform: string;
}

/**
 * How well an output is proved: `hash` reads every byte; `size` only looks, and takes a file of the right length for the
 * right file.
 */
export type Verification = "size" | "hash";

/** The root of an output plate, to be looked at. Paths are POSIX, relative to it. */
export interface OutputReader {
  /** The folder, as errors name it. */
  readonly root: string;
  /** The text of a file, or null where there is none. @throws `OUTPUT_NOT_READABLE` naming the file */
  readText(path: string): Promise<string | null>;
  /** Is the file there as it was committed? */
  verify(file: OutputFile, how: Verification): Promise<boolean>;
  /** Which run holds the output plate now, as far as that can be seen from here; null where none does. */
  holder(): Promise<OutputHolder | null>;
}

/** Who holds a lock, as it says itself; null where that cannot be read. */
export interface RunLockHolder {
  readonly pid: number | null;
  readonly host: string | null;
  /** Can it be seen from here that it runs? */
  readonly isSeen: boolean;
}

/** A run that holds an output plate. */
export interface OutputHolder extends RunLockHolder {
  /** When anything right below `.ohcs/` was last written, ISO 8601: records, events, the lock; null where nothing can be read. */
  readonly lastSignOfLife: string | null;
}

/** The root of an output plate, held by this run alone. */
export interface OutputFolder extends OutputReader {
  /**
   * Replaces a file: afterwards there is the old or the new text, whole. A long text may come in pieces.
   * @throws `OUTPUT_NOT_WRITABLE` naming the file
   */
  writeText(path: string, text: string | Iterable<string>): Promise<void>;
  /**
   * Adds whole lines at the end of a file, which is made if need be. Where the last line lacks its end, because a run was
   * killed while it wrote, it is ended first.
   * @throws `OUTPUT_NOT_WRITABLE` naming the file
   */
  append(path: string, text: string): Promise<void>;
  /** Names of the files right in a folder, but for hidden ones, as temporary files are; none where there is no such folder. */
  list(path: string): Promise<readonly string[]>;
  /** Removes a file; nothing happens where there is none. @throws `OUTPUT_NOT_WRITABLE` naming the file */
  remove(path: string): Promise<void>;
  /** Writes the documents of an OME-NGFF plate at `path`, before any worker writes its pixels. */
  declarePlate(path: string, plate: PlateDeclaration, storage: PlateStorage): Promise<void>;
  /** The URL by which workers import a file of this folder. */
  urlOf(path: string): string;
  /** Removes temporary files that a worker or process left behind; only while no worker runs. Returns how many. */
  sweep(): Promise<number>;
  /** Gives the lock back; may be called twice. */
  release(): Promise<void>;
}
