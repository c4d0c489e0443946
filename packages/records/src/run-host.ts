import type { OutputFile } from "@ohcs/context";
import type { PlateDeclaration, PlateStorage } from "@ohcs/filemanager";

/** What a run needs from the machine besides its workers: a port, so that the dispatcher is platform-neutral. */
export interface RunHost {
  readonly specVersion: 1;
  /** Makes the output plate's root if need be, and takes its lock. @throws `OUTPUT_LOCKED`, `OUTPUT_LINKED`, `OUTPUT_NOT_WRITABLE` */
  openOutput(root: string, options?: OpenOutputOptions): Promise<OutputFolder>;
  /** Reads an output plate without creating or locking anything, even while it is written. */
  readOutput(root: string): OutputReader;
  /** Facts for the run's record. */
  readonly facts: HostVersions;
}

/** How the root of an output plate is opened. */
export interface OpenOutputOptions {
  /**
   * Also takes the lock from a holder that cannot be observed, but never from one that runs on this machine. @default
   * false
   */
  readonly stealLock?: boolean;
}

/** The machine's name in provenance. */
export interface HostVersions {
  readonly node: string;
  readonly platform: string;
}

/** How an output is verified: `hash` reads every byte; `size` only checks the length. */
export type Verification = "size" | "hash";

/** The root of an output plate, read-only. Paths are POSIX, relative to it. */
export interface OutputReader {
  /** The folder, as named in errors. */
  readonly root: string;
  /** The text of a file, or null where there is none. @throws `OUTPUT_NOT_READABLE` naming the file */
  readText(path: string): Promise<string | null>;
  /** Does the file exist as committed? */
  verify(file: OutputFile, how: Verification): Promise<boolean>;
  /** The run that holds the output plate now, as far as it can be observed; null if none does. */
  holder(): Promise<OutputHolder | null>;
}

/** The holder of a lock, as recorded in it; null if it cannot be read. */
export interface RunLockHolder {
  readonly pid: number | null;
  readonly host: string | null;
  /** Can its process be observed from this machine? */
  readonly isSeen: boolean;
}

/** A run that holds an output plate. */
export interface OutputHolder extends RunLockHolder {
  /** When anything right below `.ohcs/` was last written, ISO 8601: records, events, the lock; null where nothing can be read. */
  readonly lastSignOfLife: string | null;
}

/** The root of an output plate, locked by this run. */
export interface OutputFolder extends OutputReader {
  /**
   * Replaces a file: afterwards there is the old or the new text, whole. A long text may come in pieces.
   * @throws `OUTPUT_NOT_WRITABLE` naming the file
   */
  writeText(path: string, text: string | Iterable<string>): Promise<void>;
  /**
   * Appends whole lines to a file, which is created if needed. An unfinished last line of a killed run is terminated
   * first.
   * @throws `OUTPUT_NOT_WRITABLE` naming the file
   */
  append(path: string, text: string): Promise<void>;
  /**
   * Names of the files directly in a folder, without hidden ones such as temporary files; none if there is no such
   * folder.
   */
  list(path: string): Promise<readonly string[]>;
  /** Removes a file, if it exists. @throws `OUTPUT_NOT_WRITABLE` naming the file */
  remove(path: string): Promise<void>;
  /** Writes the documents of an OME-NGFF plate at `path`, before any worker writes its pixels. */
  declarePlate(path: string, plate: PlateDeclaration, storage: PlateStorage): Promise<void>;
  /** The URL by which workers import a file of this folder. */
  urlOf(path: string): string;
  /** Removes temporary files that a worker or process left behind; only while no worker runs. Returns how many. */
  sweep(): Promise<number>;
  /** Releases the lock; may be called twice. */
  release(): Promise<void>;
}
