import { isOhcsError, type StoredImage } from "@ohcs/context";
import type { FileManager } from "@ohcs/filemanager";
import { PictureMemory } from "./picture-memory.ts";
import type { PlaneAt } from "./shown-views.ts";

/** An image that could not be read. */
export interface Unread {
  /** Id of the channel, or name of an image of a step; null for labels. */
  readonly channel: string | null;
  readonly well: number;
  readonly code: string;
  readonly message: string;
}

/** Reads planes one after the other, each into the memory of the one before it; what cannot be read is noted. */
export class PlaneReading {
  readonly unread: Unread[] = [];
  readonly memory = new PictureMemory();
  readonly #storage: FileManager;

  constructor(storage: FileManager) {
    this.#storage = storage;
  }

  /** What `make` makes of each plane, unless that is null. The plane is overwritten by the next one. */
  async made<Made>(
    places: ReadonlyMap<number, PlaneAt> | undefined,
    channel: string | null,
    make: (image: StoredImage, well: number) => Made | null,
  ): Promise<ReadonlyMap<number, Made>> {
    const made = new Map<number, Made>();
    for (const [well, { path, backend, page, sample }] of places ?? []) {
      try {
        const options = { page, sample, mayBlock: true, allocate: this.memory.plane };
        const one = make(await this.#storage.load(path, backend, options), well);
        if (one !== null) made.set(well, one);
      } catch (error) {
        const code = isOhcsError(error) ? error.code : "UNKNOWN";
        this.unread.push({ channel, well, code, message: error instanceof Error ? error.message : String(error) });
      }
    }
    return made;
  }
}
