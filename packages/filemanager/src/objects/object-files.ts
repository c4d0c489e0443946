import { type FileFacts, isOhcsError, type StoredEntry } from "@ohcs/context";
import type { ByteSource } from "../disk/codecs/byte-source.ts";
import { truncated } from "../disk/codecs/image-errors.ts";
import { NODE_PLATFORM } from "../disk/codecs/node-platform.ts";
import { DiskFiles } from "../disk/disk-files.ts";
import { type FileSystem, nodeFileSystem } from "../disk/file-system.ts";
import type { UseOfFile } from "../disk/open-file.ts";
import { fail } from "../errors.ts";
import { type ObjectAnswer, ObjectClient, type Patience } from "./object-client.ts";
import {
  bucketOf,
  checkedObjectUrl,
  isObjectUrl,
  requestUrl,
  type StoreSettings,
  storeSettings,
} from "./object-url.ts";

/** The files below a root: a folder, or an object store that is only read. */
export function filesAt(
  root: string,
  makesRoot = false,
  files: FileSystem = nodeFileSystem,
  known?: Map<string, string>,
): DiskFiles {
  return isObjectUrl(root) ? new ObjectFiles(root) : new DiskFiles(root, makesRoot, files, known);
}

/** Objects below a URL as files, each read whole by one request. Nothing is listed, nothing written. */
export class ObjectFiles extends DiskFiles {
  readonly #root: string;
  readonly #settings: StoreSettings;
  readonly #client: ObjectClient;
  /** Stores without the right to list answer 403 for objects that are absent: once one was read, access is not at fault. */
  #hasRead = false;

  /** @throws `OBJECT_URL_INVALID` */
  constructor(root: string, settings: StoreSettings = storeSettings(), patience?: Patience) {
    super("/", false, nodeFileSystem);
    this.#root = checkedObjectUrl(root);
    this.#settings = settings;
    // Only buckets are asked with a key: it is nobody else's business.
    const credentials = bucketOf(this.#root, settings) === null ? null : settings.credentials;
    this.#client = new ObjectClient({ ...settings, credentials }, patience);
  }

  override async read<Result>(path: string, use: UseOfFile<Result>): Promise<Result> {
    const { bytes, mtimeMs } = await this.#ask("GET", path);
    return use(bytesOf(bytes, path), () => ({ bytes: bytes.length, mtimeMs }));
  }

  override async readAll(path: string): Promise<Uint8Array> {
    return (await this.#ask("GET", path)).bytes;
  }

  /** Size and time of change. @throws `FILE_NOT_FOUND` */
  async facts(path: string): Promise<FileFacts> {
    const { size, mtimeMs } = await this.#ask("HEAD", path);
    return { bytes: size, mtimeMs };
  }

  override async stat(path: string): Promise<StoredEntry> {
    return { path, kind: "file", bytes: (await this.facts(path)).bytes };
  }

  override async exists(path: string): Promise<boolean> {
    return this.stat(path).then(
      () => true,
      (error: unknown) => {
        if (isOhcsError(error, "FILE_NOT_FOUND")) return false;
        throw error;
      },
    );
  }

  override async list(): Promise<StoredEntry[]> {
    return [];
  }

  override async close(): Promise<void> {}

  async #ask(method: "GET" | "HEAD", path: string): Promise<ObjectAnswer> {
    const url = requestUrl(this.#root, path, this.#settings);
    const answer = await this.#client.ask(method, url).catch((error: unknown) => {
      if (this.#hasRead && isOhcsError(error, "OBJECT_STORE_DENIED") && error.details.status === 403) return null;
      throw error;
    });
    if (answer === null)
      throw fail("FILE_NOT_FOUND", `Cannot find '${path}': nothing is stored at '${url}'`, { details: { path, url } });
    this.#hasRead = true;
    return answer;
  }
}

function bytesOf(bytes: Uint8Array, path: string): ByteSource {
  const read = async (offset: number, length: number) => {
    if (offset + length > bytes.length)
      throw truncated(path, `${length} bytes at ${offset}`, `a file of ${bytes.length}`);
    return bytes.subarray(offset, offset + length);
  };
  const readInto = async (offset: number, target: Uint8Array) => target.set(await read(offset, target.length));
  return { path, size: bytes.length, platform: NODE_PLATFORM, read, readInto };
}
