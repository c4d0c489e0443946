import type { Json } from "../contexts/json.ts";
import type { AllocatePixels, Dtype, PixelArray } from "../image/dtype.ts";
import type { Table } from "../table/table.ts";

/** Planes as storage keeps them: C order `[y, x]` or `[s, y, x]`. */
export interface StoredImage {
  readonly data: PixelArray;
  readonly shape: readonly number[];
  readonly dtype: Dtype;
  /** Pixel size in µm where known. */
  readonly pixelSizeUm: number | null;
}

/** What may already be at the target: the default refuses to replace it. */
export interface SaveOptions {
  /** @default "error" */
  readonly ifExists?: "error" | "replace";
  readonly signal?: AbortSignal;
  /** Has the calling thread nothing else to do meanwhile, so that a backend may block it if that is quicker? @default false */
  readonly mayBlock?: boolean;
}

/** What a file system says of a file: with its path, its identity. */
export interface FileFacts {
  readonly bytes: number;
  readonly mtimeMs: number;
}

export interface LoadOptions {
  /** Page of a multi-page file, from 0. @default 0 */
  readonly page?: number;
  readonly signal?: AbortSignal;
  /**
   * Gives the array to decode the samples into. Called at most once per load; what it gave is not touched any more once the
   * load has settled. A backend may do without.
   */
  readonly allocate?: AllocatePixels;
  /**
   * Is told of the file as it is once its samples were read; what it throws ends the load. A backend that keeps images in other
   * ways than one file each never calls it.
   */
  readonly inspect?: (file: FileFacts) => void;
  /** Has the calling thread nothing else to do meanwhile, so that a backend may block it if that is quicker? @default false */
  readonly mayBlock?: boolean;
}

/** How tables and JSON are loaded. */
export interface DocumentOptions {
  /**
   * Is given the stored bytes, those that the receipt's hash is of, before they are parsed; what it throws ends the load. A
   * backend that cannot show the very bytes that it parses never calls it.
   */
  readonly inspect?: (bytes: Uint8Array) => void | Promise<void>;
}

/** Memory for samples that is used again. */
export interface PixelMemory {
  /** Exactly that many bytes, with whatever they held before. */
  take(bytes: number): ArrayBuffer;
  /** Takes memory back that nobody looks at any more. */
  give(buffer: ArrayBuffer): void;
}

/** What a worker offers to every instance it opens. */
export interface BackendSurroundings {
  readonly memory: PixelMemory;
  /** What an instance finds out that holds for later ones of the worker too, by keys of its own. */
  readonly notes: Map<string, unknown>;
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
  /** The files behind the path where it is not one itself, so that each can be verified. */
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
  save(path: string, image: StoredImage, options?: SaveOptions): Promise<SaveReceipt>;
  loadTable(path: string, options?: DocumentOptions): Promise<Table>;
  saveTable(path: string, table: Table, options?: SaveOptions): Promise<SaveReceipt>;
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
   * SHA-256 of the stored bytes, as a receipt tells it: proves a value that is no plain file. Without it, only its presence
   * and size can be looked at.
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
