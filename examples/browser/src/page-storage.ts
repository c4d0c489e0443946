import {
  type DefinedBackend,
  defineBackend,
  type Json,
  type SaveOptions,
  type SaveReceipt,
  type StoredImage,
  sha256Hex,
  type Table,
} from "@ohcs/context";
import { MemoryBackend } from "@ohcs/filemanager/memory";

type Root = "source" | "output";

/**
 * A folder of the page. Its values remain until the page is closed, although each well closes the instance it opened.
 * Receipts have the SHA-256 of an image's samples (row by row, little-endian), or of a document's text.
 */
class PageFolder extends MemoryBackend {
  override readonly capabilities = { images: true, tables: true, json: true, writable: true, durable: true };
  /** The documents by path, as the run reads them that closes the output plate. */
  readonly texts = new Map<string, string>();

  override async save(path: string, image: StoredImage, options?: SaveOptions): Promise<SaveReceipt> {
    const { buffer, byteOffset, byteLength } = image.data;
    const sha256 = sha256Hex(new Uint8Array(buffer, byteOffset, byteLength));
    return { ...(await super.save(path, image, options)), sha256 };
  }

  override async saveTable(path: string, table: Table, options?: SaveOptions): Promise<SaveReceipt> {
    return this.#committed(await super.saveTable(path, table, options));
  }

  override async saveJson(path: string, value: Json, options?: SaveOptions): Promise<SaveReceipt> {
    return this.#committed(await super.saveJson(path, value, options));
  }

  override async close(): Promise<void> {}

  async #committed(receipt: SaveReceipt): Promise<SaveReceipt> {
    const text = await this.loadText(receipt.path);
    this.texts.set(receipt.path, text);
    return { ...receipt, sha256: sha256Hex(text) };
  }
}

/** The source plate and the output plate of one run, and the backend through which its wells reach them. */
export interface PageStorage {
  readonly source: PageFolder;
  readonly output: PageFolder;
  readonly backend: DefinedBackend<{ readonly root: Root }>;
}

export function openPageStorage(): PageStorage {
  const folders = { source: new PageFolder(), output: new PageFolder() };
  const backend = defineBackend<{ readonly root: Root }>({
    name: "page",
    version: "1.0.0",
    usual: { source: { root: "{source}" as Root }, output: { root: "{output}" as Root } },
    create: ({ root }) => folders[root],
  });
  return { ...folders, backend };
}
