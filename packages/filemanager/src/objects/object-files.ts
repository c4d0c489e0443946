import { type FileFacts, isOhcsError, type StoredEntry } from "@ohcs/context";
import { fileBytes } from "../disk/codecs/file-bytes.ts";
import { DiskFiles } from "../disk/disk-files.ts";
import { type FileSystem, nodeFileSystem, type OpenFile } from "../disk/file-system.ts";
import type { UseOfFile } from "../disk/open-file.ts";
import { fail } from "../errors.ts";
import { type ObjectAnswer, ObjectClient, type ObjectRange, type Patience } from "./object-client.ts";
import {
  bucketOf,
  checkedObjectUrl,
  isObjectUrl,
  requestUrl,
  type StoreSettings,
  storeSettings,
} from "./object-url.ts";

/** The header of a TIFF, its texts and its directory, where that lies in front. */
const FIRST_BYTES = 2 ** 17;

/** The files below a root: a folder, or an object store that is only read. */
export function filesAt(
  root: string,
  makesRoot = false,
  files: FileSystem = nodeFileSystem,
  known?: Map<string, string>,
): DiskFiles {
  return isObjectUrl(root) ? new ObjectFiles(root) : new DiskFiles(root, makesRoot, files, known);
}

/** Objects below a URL as files: parts of them where parts are enough. Nothing is listed, nothing written. */
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
    // Only buckets are asked with a key: no other host may see it.
    const credentials = bucketOf(this.#root, settings) === null ? null : settings.credentials;
    this.#client = new ObjectClient({ ...settings, credentials }, patience);
  }

  /** The first request brings what headers need, and often the whole of a small object; the others, the parts that are read. */
  override async read<Result>(path: string, use: UseOfFile<Result>): Promise<Result> {
    const first = await this.#ask("GET", path, { offset: 0, length: FIRST_BYTES });
    const partAt = async (offset: number, length: number) => {
      const isThere = offset + length <= first.bytes.length;
      const { bytes, offset: from } = isThere ? first : await this.readPart(path, { offset, length }, first.version);
      return bytes.subarray(offset - from, offset - from + length);
    };
    const read: OpenFile["read"] = async (into, at, length, position) => {
      const part = await partAt(position, length);
      into.set(part, at);
      return { bytesRead: part.length };
    };
    const facts = { bytes: first.size, mtimeMs: first.mtimeMs };
    return use(fileBytes({ read }, first.size, path), () => facts);
  }

  /** A part of an object; all of it where the store knows no ranges. @throws `OBJECT_STORE_FAILED` if it is not of that version */
  async readPart(path: string, range: ObjectRange, version: string | null): Promise<ObjectAnswer> {
    const answer = await this.#ask("GET", path, range);
    if (version !== null && answer.version !== version) throw replaced(path);
    return answer;
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

  async #ask(method: "GET" | "HEAD", path: string, range?: ObjectRange): Promise<ObjectAnswer> {
    const url = requestUrl(this.#root, path, this.#settings);
    const answer = await this.#client.ask(method, url, { range }).catch((error: unknown) => {
      if (this.#hasRead && isOhcsError(error, "OBJECT_STORE_DENIED") && error.details.status === 403) return null;
      throw error;
    });
    if (answer === null)
      throw fail("FILE_NOT_FOUND", `Cannot find '${path}': nothing is stored at '${url}'`, { details: { path, url } });
    this.#hasRead = true;
    return answer;
  }
}

function replaced(path: string): Error {
  const message = `Cannot read '${path}': expected one object, got another one half-way`;
  return fail("OBJECT_STORE_FAILED", message, { details: { path }, retryable: true });
}
