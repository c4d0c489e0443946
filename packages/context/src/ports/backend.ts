import type { Json } from "../contexts/json.ts";
import type { AllocatePixels, Dtype, PixelArray } from "../image/dtype.ts";
import type { StagePosition } from "../image/image-stack.ts";
import type { PlaneKey } from "../plate/components.ts";
import type { Table } from "../table/table.ts";

/** Planes as storage keeps them: C order `[y, x]` or `[s, y, x]`. */
export interface StoredImage {
  readonly data: PixelArray;
  readonly shape: readonly number[];
  readonly dtype: Dtype;
  /** Pixel size in µm where known. */
  readonly pixelSizeUm: number | null;
  /** Labels, or three planes that are red, green and blue of one image: files may store them more compactly. @default "intensity" */
  readonly kind?: "intensity" | "labels" | "rgb";
}

/** Which plane of a plate an image is, for formats that state it in names or files. */
export interface SavedPlane {
  readonly well: string;
  /** Coordinates that were reduced are absent. */
  readonly key: PlaneKey;
  readonly position: StagePosition | null;
}

/** What to do if the target exists: the default refuses to replace it. */
export interface SaveOptions {
  /** @default "error" */
  readonly ifExists?: "error" | "replace";
  readonly signal?: AbortSignal;
  /** What the image shows; its path in the receipt may then be another, by which it is loaded. */
  readonly plane?: SavedPlane;
  /** Is the calling thread idle meanwhile, so that a backend may block it if that is faster? @default false */
  readonly mayBlock?: boolean;
  /** Is the array of samples the backend's from now on, to be kept as it is and given to its memory in the end? @default false */
  readonly handOver?: boolean;
}

/** Size and time of change of a file: with its path, its identity. */
export interface FileFacts {
  readonly bytes: number;
  readonly mtimeMs: number;
}

export interface LoadOptions {
  /** Page of a multi-page file, from 0. @default 0 */
  readonly page?: number;
  /** The number of a sample, from 0, in pages with several samples per pixel: 0 is red in RGB. @default null */
  readonly sample?: number | null;
  readonly signal?: AbortSignal;
  /**
   * Returns the array to decode the samples into. Called at most once per load; the array is not touched after the load
   * has settled. A backend may ignore it.
   */
  readonly allocate?: AllocatePixels;
  /** May the array be the one that the backend keeps? It is then read at once, and nothing is written into it. @default false */
  readonly borrow?: boolean;
  /**
   * Called with size and time of the file after its samples were read; an error that it throws fails the load. A
   * backend that does not keep each image in one file never calls it.
   */
  readonly inspect?: (file: FileFacts) => void;
  /** Is the calling thread idle meanwhile, so that a backend may block it if that is faster? @default false */
  readonly mayBlock?: boolean;
}

/** How tables and JSON are loaded. */
export interface DocumentOptions {
  /**
   * Called with the stored bytes, those that the receipt hashes, before they are parsed; an error that it throws fails
   * the load. A backend that cannot provide the exact bytes that it parses never calls it.
   */
  readonly inspect?: (bytes: Uint8Array) => void | Promise<void>;
}

/** How tables are joined. */
export interface JoinOptions extends SaveOptions {
  /** Called with the path and the stored bytes of each table before they are joined; an error that it throws fails the join. */
  readonly inspect?: (path: string, bytes: Uint8Array) => void | Promise<void>;
}

/** Arrays that lie within one larger buffer, where kernels read and write them without copying. */
export interface SharedPlanes {
  /** An array with anything in it; null where there is no room. */
  readonly allocate: (...asked: Parameters<AllocatePixels>) => PixelArray | null;
  /** The array that was given of which `data` is a part, or which it is; null for others. */
  readonly wholeOf: (data: PixelArray) => PixelArray | null;
  readonly release: (data: PixelArray) => void;
  /** Gives memory back to the system, if no array is in use. */
  readonly drop: () => void;
}

/** Reusable memory for samples. */
export interface PixelMemory {
  /** Exactly that many bytes, with unspecified contents. */
  take(bytes: number): ArrayBuffer;
  /** Returns memory that is no longer in use. */
  give(buffer: ArrayBuffer): void;
  /** Absent where all arrays have a buffer of their own. */
  readonly shared?: SharedPlanes | null;
}

/** What a worker offers to every instance it opens. */
export interface BackendSurroundings {
  readonly memory: PixelMemory;
  /** What an instance caches for later instances in the same worker, by keys of its own. */
  readonly notes: Map<string, unknown>;
  /** How many workers run wells beside each other on this machine, this one included. @default 1 */
  readonly workers?: number;
}

/** One file of what was stored, its path as the whole's. */
export interface StoredFile {
  readonly path: string;
  readonly bytes: number;
  readonly sha256: string;
}

/** Proof of a write. `sha256` of the stored bytes is null where nothing durable was written (memory). */
export interface SaveReceipt {
  readonly path: string;
  readonly bytes: number;
  readonly sha256: string | null;
  /** The files behind the path if it is not a file itself, so that each can be verified. */
  readonly files?: readonly StoredFile[];
}

export interface StoredEntry {
  readonly path: string;
  readonly kind: "file" | "directory";
  readonly bytes: number;
}

/** What a backend can do; the conformance suite reads it. */
export interface BackendCapabilities {
  readonly images: boolean;
  readonly tables: boolean;
  readonly json: boolean;
  readonly writable: boolean;
  /** Do values outlive the instance? */
  readonly durable: boolean;
}

/**
 * Storage behind virtual paths: POSIX, relative to the backend's root, NFC. A path that would leave the root is
 * `PATH_OUTSIDE_ROOT`. Each save is atomic: afterwards there is the old or the new value, whole.
 */
export interface Backend {
  readonly specVersion: 1;
  readonly name: string;
  readonly capabilities: BackendCapabilities;
  load(path: string, options?: LoadOptions): Promise<StoredImage>;
  /**
   * Removes an image of one page and gives its samples to the caller, in the whole of an array that came from the memory of the surroundings
   * and goes back there. Only backends that keep images in such memory have it.
   */
  take?(path: string): Promise<StoredImage>;
  save(path: string, image: StoredImage, options?: SaveOptions): Promise<SaveReceipt>;
  loadTable(path: string, options?: DocumentOptions): Promise<Table>;
  saveTable(path: string, table: Table, options?: SaveOptions): Promise<SaveReceipt>;
  /**
   * Stores tables that this backend stored as one, one below the other, in the memory of one of them: columns in order of first appearance, what a
   * table lacks is missing. Without it a reduction holds the rows of all wells.
   */
  joinTables?(paths: readonly string[], to: string, options?: JoinOptions): Promise<SaveReceipt>;
  loadJson(path: string, options?: DocumentOptions): Promise<Json>;
  saveJson(path: string, value: Json, options?: SaveOptions): Promise<SaveReceipt>;
  loadText(path: string): Promise<string>;
  /** Entries directly below a directory, in numeric-aware order. */
  list(directory: string): Promise<readonly StoredEntry[]>;
  exists(path: string): Promise<boolean>;
  stat(path: string): Promise<StoredEntry>;
  delete(path: string): Promise<void>;
  ensureDirectory(path: string): Promise<void>;
  copy(from: string, to: string, options?: SaveOptions): Promise<void>;
  move(from: string, to: string, options?: SaveOptions): Promise<void>;
  /**
   * SHA-256 of the stored bytes, as in a receipt: verifies a value that is not a plain file. Without it, only presence
   * and size can be checked.
   */
  hash?(path: string): Promise<string>;
  /** Releases everything; may be called twice. */
  close(): Promise<void>;
}

/** Makes an instance of a backend: one per FileManager, never shared. */
export type BackendFactory<Options> = (
  options: Options,
  surroundings?: BackendSurroundings,
) => Backend | Promise<Backend>;
