import { createHash } from "node:crypto";
import {
  type Backend,
  type BackendCapabilities,
  checkTable,
  type DocumentOptions,
  defineBackend,
  type JoinOptions,
  type Json,
  type LoadOptions,
  mapConcurrently,
  type SaveOptions,
  type SaveReceipt,
  type StoredEntry,
  type StoredImage,
  type Table,
} from "@ohcs/context";
import { fail } from "../errors.ts";
import { checkStoredImage } from "../image/check-stored-image.ts";
import { formatJson, parseJson } from "../json/json-text.ts";
import { filesAt } from "../objects/object-files.ts";
import { normalizeVirtualPath } from "../paths/virtual-path.ts";
import { csvPieces, parseCsv } from "../table/csv.ts";
import { encoded } from "./atomic-write.ts";
import { encodeParquet } from "./codecs/parquet/encode-parquet.ts";
import { readParquet } from "./codecs/parquet/read-parquet.ts";
import { encodePng } from "./codecs/png/encode-png.ts";
import { readImage } from "./codecs/read-image.ts";
import { encodeTiff, type TiffOptions, type TiffTexts } from "./codecs/tiff/encode-tiff.ts";
import type { DiskFiles } from "./disk-files.ts";
import { checkDiskOptions, type DiskOptions } from "./disk-options.ts";
import { type FileSystem, nodeFileSystem } from "./file-system.ts";
import { columnsOfCsv, joinedCsv } from "./join-csv.ts";
import type { UseOfFile } from "./open-file.ts";
import { decodeText, decodeUtf8 } from "./text.ts";

const encoder = new TextEncoder();

const HEADERS_AT_ONCE = 8;

/** As much of a table as holds the names of its columns, mostly. */
const HEADER_BYTES = 16_384;

/** Files below one folder: images as TIFF or PNG, tables as CSV or Parquet, values as JSON; each save atomic and durable. */
export class DiskBackend implements Backend {
  readonly specVersion = 1;
  readonly name = "disk";
  readonly capabilities: BackendCapabilities;
  readonly #files: DiskFiles;
  readonly #tiff: TiffOptions;
  #closed = false;

  /** @param notes Cache that the instances of a worker share for the folder: each directory is checked once. */
  constructor(options: DiskOptions, files: FileSystem = nodeFileSystem, notes: Map<string, unknown> = new Map()) {
    const { root, readOnly, tiff } = checkDiskOptions(options);
    this.capabilities = { images: true, tables: true, json: true, writable: !readOnly, durable: true };
    this.#files = filesAt(root, !readOnly, files, directoriesIn(notes, root));
    this.#tiff = tiff;
  }

  async load(path: string, options: LoadOptions = {}): Promise<StoredImage> {
    const { page = 0, sample, signal, allocate, inspect, mayBlock = false } = options;
    signal?.throwIfAborted();
    const use: UseOfFile<StoredImage> = async (source, facts) => {
      const image = await readImage(source, page, { sample, allocate });
      inspect?.(facts());
      return image;
    };
    return this.#files.read(this.#readable(path), use, { mayBlock });
  }

  async save(path: string, image: StoredImage, options?: SaveOptions): Promise<SaveReceipt> {
    const target = this.#writable(path, ".tif", ".tiff", ".png");
    checkStoredImage(image, path);
    const texts = this.textsOf(image, options);
    const parts = isNamed(target, ".png") ? await encodePng(image, path) : encodeTiff(image, this.#tiff, path, texts);
    return this.#files.write(target, parts, options);
  }

  /** What a TIFF states of its image beside size and calibration. */
  protected textsOf(_image: StoredImage, _options: SaveOptions = {}): TiffTexts | null {
    return null;
  }

  /** Writes a file whose content is given, unless it has it already. */
  protected async saveBytes(path: string, bytes: Uint8Array): Promise<SaveReceipt> {
    const target = this.#writable(path);
    const standing = await this.#files.readAll(target).catch(() => null);
    if (standing !== null && Buffer.compare(standing, bytes) === 0)
      return { path: target, bytes: bytes.length, sha256: createHash("sha256").update(bytes).digest("hex") };
    return this.#files.write(target, [bytes], { ifExists: "replace" });
  }

  async loadTable(path: string, options?: DocumentOptions): Promise<Table> {
    const bytes = await this.#shown(path, options);
    if (isNamed(path, ".parquet")) return readParquet(bytes, path);
    return parseCsv(decodeUtf8(bytes, path, "TABLE_UNREADABLE"), path);
  }

  async saveTable(path: string, table: Table, options?: SaveOptions): Promise<SaveReceipt> {
    const target = this.#writable(path, ".csv", ".parquet");
    const checked = checkTable(table);
    const parts = isNamed(target, ".parquet") ? encodeParquet(() => [checked]) : encoded(csvPieces(checked));
    return this.#files.write(target, parts, options);
  }

  async joinTables(paths: readonly string[], to: string, { inspect, ...options }: JoinOptions = {}) {
    const target = this.#writable(to, ".csv", ".parquet");
    const shown = (path: string): DocumentOptions => ({ inspect: (bytes) => inspect?.(path, bytes) });
    const load = (path: string) => this.loadTable(path, shown(path));
    async function* tables() {
      for (const path of paths) yield await load(path);
    }
    if (isNamed(target, ".parquet")) return this.#files.write(target, encodeParquet(tables), options);
    const files = await mapConcurrently(paths, HEADERS_AT_ONCE, async (path) => {
      return { path, columns: await this.#columnsOf(path), read: () => this.#shown(path, shown(path)) };
    });
    return this.#files.write(target, joinedCsv(files), options);
  }

  async loadJson(path: string, options?: DocumentOptions): Promise<Json> {
    return parseJson(decodeUtf8(await this.#shown(path, options), path, "JSON_UNREADABLE"), path);
  }

  async saveJson(path: string, value: Json, options?: SaveOptions): Promise<SaveReceipt> {
    return this.#files.write(this.#writable(path, ".json"), [encoder.encode(formatJson(value, path))], options);
  }

  /** The text of a file: UTF-8, else Latin-1 as microscopes write it. */
  async loadText(path: string): Promise<string> {
    return decodeText(await this.#files.readAll(this.#readable(path)));
  }

  async list(directory: string): Promise<readonly StoredEntry[]> {
    return this.#files.list(this.#readable(directory));
  }

  async exists(path: string): Promise<boolean> {
    return this.#files.exists(this.#readable(path));
  }

  async stat(path: string): Promise<StoredEntry> {
    return this.#files.stat(this.#readable(path));
  }

  async delete(path: string): Promise<void> {
    return this.#files.delete(this.#writable(path));
  }

  async ensureDirectory(path: string): Promise<void> {
    return this.#files.ensureDirectory(this.#writable(path));
  }

  async copy(from: string, to: string, options?: SaveOptions): Promise<void> {
    const target = this.#writable(to);
    await this.#files.write(target, [await this.#files.readAll(this.#readable(from))], options);
  }

  async move(from: string, to: string, options: SaveOptions = {}): Promise<void> {
    options.signal?.throwIfAborted();
    return this.#files.move(this.#writable(from), this.#writable(to), options);
  }

  async close(): Promise<void> {
    this.#closed = true;
    await this.#files.close();
  }

  async #columnsOf(path: string): Promise<readonly string[]> {
    return this.#files.read(this.#readable(path), async (source) => {
      for (let length = HEADER_BYTES; ; length *= 4) {
        const bytes = await source.read(0, Math.min(length, source.size));
        const columns = columnsOfCsv(Buffer.from(bytes).toString("utf8"), path);
        if (columns !== null) return columns;
        if (length >= source.size) return parseCsv(decodeUtf8(bytes, path, "TABLE_UNREADABLE"), path).columns;
      }
    });
  }

  /** All bytes of a file, after they were passed to the caller's check. */
  async #shown(path: string, { inspect }: DocumentOptions = {}): Promise<Uint8Array> {
    const bytes = await this.#files.readAll(this.#readable(path));
    await inspect?.(bytes);
    return bytes;
  }

  #readable(path: string): string {
    if (this.#closed) throw fail("BACKEND_CLOSED", `Cannot use '${path}': the backend is closed`);
    return normalizeVirtualPath(path);
  }

  #writable(path: string, ...endings: readonly string[]): string {
    const target = this.#readable(path);
    if (!this.capabilities.writable)
      throw fail("BACKEND_READ_ONLY", `Cannot change '${path}': the backend is read-only`);
    if (endings.length === 0 || endings.some((ending) => isNamed(target, ending))) return target;
    throw fail("FORMAT_UNSUPPORTED", `Cannot save '${path}': expected a name ending in '${endings.join("' or '")}'`, {
      details: { path, endings },
    });
  }
}

/** Directories below `root` that were checked, and their real paths. */
function directoriesIn(notes: Map<string, unknown>, root: string): Map<string, string> {
  const key = `disk directories ${root}`;
  const known = (notes.get(key) as Map<string, string> | undefined) ?? new Map<string, string>();
  notes.set(key, known);
  return known;
}

function isNamed(path: string, ending: string): boolean {
  return path.toLowerCase().endsWith(ending);
}

/** `diskBackend.create({ root: "/data/plate", readOnly: true })` opens a folder. @throws `BACKEND_OPTION_INVALID` */
export const diskBackend = defineBackend<DiskOptions>({
  name: "disk",
  version: "1.0.0",
  images: { layout: "files", extension: ".tif" },
  plainFiles: true,
  usual: { output: { root: "{output}" }, source: { root: "{source}", readOnly: true } },
  settings: ["tiff"],
  create: (options, surroundings) => new DiskBackend(options, nodeFileSystem, surroundings?.notes),
});
