import {
  type Backend,
  type BackendCapabilities,
  defineBackend,
  type LoadOptions,
  type StoredEntry,
  type StoredImage,
} from "@ohcs/context";
import { DiskBackend } from "../disk/disk-backend.ts";
import { type FilemanagerErrorCode, fail } from "../errors.ts";
import { MemoryTree } from "../memory/memory-tree.ts";
import { normalizeVirtualPath } from "../paths/virtual-path.ts";
import type { MappedOptions, MappedPlane } from "./mapping-of.ts";

/** Planes of a source plate at paths made of their coordinates. Reads through a backend that is read-only. */
export class MappedBackend implements Backend {
  readonly specVersion = 1;
  readonly name = "mapped";
  readonly capabilities: BackendCapabilities = {
    images: true,
    tables: false,
    json: false,
    writable: false,
    durable: true,
  };
  readonly #source: Backend;
  readonly #planes = new MemoryTree<MappedPlane>();
  readonly #pixelSizeUm: number | null;
  #closed = false;

  /** @param source The backend that reads the planes, closed with this one. @default files below `root` */
  constructor(
    { root, planes, pixelSizeUm }: MappedOptions,
    source: Backend = new DiskBackend({ root, readOnly: true }),
  ) {
    this.#source = source;
    this.#pixelSizeUm = pixelSizeUm;
    for (const [path, plane] of Object.entries(planes ?? {}))
      this.#planes.put(normalizeVirtualPath(path), plane, plane.bytes, "error");
  }

  /** The plane at the coordinates that `path` states: it has one page. */
  async load(path: string, { page = 0, ...options }: LoadOptions = {}): Promise<StoredImage> {
    options.signal?.throwIfAborted();
    const plane = this.#planes.file(this.#opened(path)).content;
    if (page !== 0)
      throw fail("IMAGE_UNREADABLE", `Cannot read '${path}': expected page 0 of one plane, got '${page}'`, {
        details: { path, page },
      });
    const image = await this.#source.load(plane.path, { ...options, page: plane.page, sample: plane.sample ?? null });
    return { ...image, pixelSizeUm: this.#pixelSizeUm ?? image.pixelSizeUm };
  }

  async loadTable(path: string): Promise<never> {
    throw this.#onlyImages(path, "TABLE_UNREADABLE");
  }

  async loadJson(path: string): Promise<never> {
    throw this.#onlyImages(path, "JSON_UNREADABLE");
  }

  async loadText(path: string): Promise<never> {
    throw this.#onlyImages(path, "JSON_UNREADABLE");
  }

  async list(directory: string): Promise<readonly StoredEntry[]> {
    return this.#planes.list(this.#opened(directory));
  }

  async exists(path: string): Promise<boolean> {
    return this.#planes.find(this.#opened(path)) !== null;
  }

  /** `bytes` are those of the file that holds the plane. */
  async stat(path: string): Promise<StoredEntry> {
    return this.#planes.stat(this.#opened(path));
  }

  async save(path: string): Promise<never> {
    throw this.#readOnly(path);
  }

  async saveTable(path: string): Promise<never> {
    throw this.#readOnly(path);
  }

  async saveJson(path: string): Promise<never> {
    throw this.#readOnly(path);
  }

  async delete(path: string): Promise<never> {
    throw this.#readOnly(path);
  }

  async ensureDirectory(path: string): Promise<never> {
    throw this.#readOnly(path);
  }

  async copy(_from: string, to: string): Promise<never> {
    throw this.#readOnly(to);
  }

  async move(from: string): Promise<never> {
    throw this.#readOnly(from);
  }

  async close(): Promise<void> {
    this.#closed = true;
    await this.#source.close();
  }

  #opened(path: string): string {
    if (this.#closed) throw fail("BACKEND_CLOSED", `Cannot use '${path}': the backend is closed`);
    return normalizeVirtualPath(path);
  }

  #readOnly(path: string): Error {
    const message = `Cannot change '${this.#opened(path)}': it is a read-only view of a source plate`;
    return fail("BACKEND_READ_ONLY", message, { details: { path } });
  }

  #onlyImages(path: string, code: FilemanagerErrorCode): Error {
    this.#planes.file(this.#opened(path));
    return fail(code, `Cannot read '${path}': a source plate has images only`, {
      details: { path },
    });
  }
}

/** `mappedBackend.create(mappingOf(manifest))` shows a plate by coordinates. @throws `BACKEND_OPTION_INVALID` */
export const mappedBackend = defineBackend<MappedOptions>({
  name: "mapped",
  version: "1.0.0",
  capabilities: { tables: false, json: false, writable: false },
  create: (options) => new MappedBackend(options),
});
