import {
  type Backend,
  type BackendCapabilities,
  bytesPerSample,
  checkTable,
  type Dtype,
  defineBackend,
  type Json,
  type LoadOptions,
  type PixelArray,
  type PixelMemory,
  pixelsIn,
  type SaveOptions,
  type SaveReceipt,
  type StoredEntry,
  type StoredImage,
  type Table,
} from "@ohcs/context";
import { fail } from "../errors.ts";
import { checkStoredImage } from "../image/check-stored-image.ts";
import { NameRegister } from "../paths/name-register.ts";
import { normalizeVirtualPath } from "../paths/virtual-path.ts";
import { MemoryTree } from "./memory-tree.ts";
import {
  imageOf,
  imageValue,
  jsonOf,
  jsonValue,
  type StoredValue,
  tableOf,
  tableValue,
  textOf,
} from "./stored-value.ts";

/** Bytes of samples and texts that an instance holds now, and held at most. */
export interface MemoryUsage {
  readonly bytes: number;
  readonly peakBytes: number;
}

const CELL_BYTES = 8;

/** Memory from the platform, released to its garbage collector. */
const FRESH: PixelMemory = { take: (bytes) => new ArrayBuffer(bytes), give: () => undefined };

/**
 * Values of one instance, kept until deleted or closed. Samples are copied when stored, unless they are handed over, and
 * when loaded, unless they are only looked at, so neither the function that made an image nor one that writes into its input can
 * change the stored value; tables are returned frozen.
 */
export class MemoryBackend implements Backend {
  readonly specVersion = 1;
  readonly name = "memory";
  readonly capabilities: BackendCapabilities = {
    images: true,
    tables: true,
    json: true,
    writable: true,
    durable: false,
  };
  readonly #memory: PixelMemory;
  readonly #tree: MemoryTree<StoredValue>;
  readonly #names = new NameRegister();
  #closed = false;

  /** @param memory Where samples are kept; released when they are deleted or replaced, at the latest on close. */
  constructor(memory: PixelMemory = FRESH) {
    this.#memory = memory;
    this.#tree = new MemoryTree((value) => {
      if (value.kind === "image") giveBack(memory, value.image.data);
    });
  }

  get usage(): MemoryUsage {
    return { bytes: this.#tree.bytes, peakBytes: this.#tree.peakBytes };
  }

  async load(path: string, options: LoadOptions = {}): Promise<StoredImage> {
    options.signal?.throwIfAborted();
    return imageOf(this.#stored(path), path, options);
  }

  async take(path: string): Promise<StoredImage> {
    const image = imageOf(this.#stored(path), path, { borrow: true });
    const target = this.#opened(path);
    this.#tree.take(target);
    this.#names.release(target);
    return image;
  }

  async save(path: string, image: StoredImage, options?: SaveOptions): Promise<SaveReceipt> {
    checkStoredImage(image, path);
    const stored = this.#valueOf(image, options?.handOver);
    return this.#store(path, stored, image.data.byteLength, options);
  }

  async loadTable(path: string): Promise<Table> {
    return tableOf(this.#stored(path), path);
  }

  async saveTable(path: string, table: Table, options?: SaveOptions): Promise<SaveReceipt> {
    checkTable(table);
    return this.#store(path, tableValue(table), CELL_BYTES * table.columns.length * table.rows.length, options);
  }

  async loadJson(path: string): Promise<Json> {
    return jsonOf(this.#stored(path), path);
  }

  async saveJson(path: string, value: Json, options?: SaveOptions): Promise<SaveReceipt> {
    const stored = jsonValue(value, path);
    return this.#store(path, stored, stored.text.length, options);
  }

  async loadText(path: string): Promise<string> {
    return textOf(this.#stored(path), path);
  }

  async list(directory: string): Promise<readonly StoredEntry[]> {
    return this.#tree.list(this.#opened(directory));
  }

  async exists(path: string): Promise<boolean> {
    return this.#tree.find(this.#opened(path)) !== null;
  }

  async stat(path: string): Promise<StoredEntry> {
    return this.#tree.stat(this.#opened(path));
  }

  async delete(path: string): Promise<void> {
    const target = this.#opened(path);
    const { kind } = this.#tree.stat(target);
    this.#tree.remove(target);
    if (kind === "directory") this.#names.releaseDirectory(target);
    else this.#names.release(target);
  }

  async ensureDirectory(path: string): Promise<void> {
    const target = this.#opened(path);
    this.#names.claim(target);
    this.#tree.ensureDirectory(target);
  }

  async copy(from: string, to: string, options?: SaveOptions): Promise<void> {
    const { content, bytes } = this.#tree.file(this.#opened(from));
    this.#store(to, content.kind === "image" ? this.#valueOf(content.image) : content, bytes, options);
  }

  async move(from: string, to: string, options?: SaveOptions): Promise<void> {
    const source = this.#opened(from);
    if (source === this.#opened(to)) return void this.#tree.file(source);
    await this.copy(source, to, options);
    await this.delete(source);
  }

  async close(): Promise<void> {
    this.#closed = true;
    this.#tree.clear();
  }

  #valueOf(image: StoredImage, handOver = false): StoredValue {
    const allocate = (dtype: Dtype, length: number) =>
      pixelsIn(this.#memory.take(length * bytesPerSample(dtype)), dtype, length);
    const { data } = image;
    const whole = this.#memory.shared?.wholeOf(data) ?? data.buffer;
    return imageValue(image, allocate, handOver && data.byteLength === whole.byteLength);
  }

  #stored(path: string): StoredValue {
    return this.#tree.file(this.#opened(path)).content;
  }

  #store(
    path: string,
    value: StoredValue,
    bytes: number,
    { ifExists = "error", signal }: SaveOptions = {},
  ): SaveReceipt {
    signal?.throwIfAborted();
    const target = this.#opened(path);
    this.#names.claim(target);
    this.#tree.put(target, value, bytes, ifExists);
    return { path: target, bytes, sha256: null };
  }

  #opened(path: string): string {
    if (this.#closed) throw fail("BACKEND_CLOSED", `Cannot use '${path}': the backend is closed`);
    return normalizeVirtualPath(path);
  }
}

function giveBack(memory: PixelMemory, data: PixelArray): void {
  if (memory.shared?.wholeOf(data)) memory.shared.release(data);
  else memory.give(data.buffer as ArrayBuffer);
}

/** `memoryBackend.create({})` makes an empty store. */
export const memoryBackend = defineBackend<Readonly<Record<string, never>>>({
  name: "memory",
  version: "1.0.0",
  capabilities: { durable: false },
  create: (_, surroundings) => new MemoryBackend(surroundings?.memory),
});
