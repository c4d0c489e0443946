import { isOhcsError } from "@ohcs/context";
import type { FileManager } from "@ohcs/filemanager";
import { PictureMemory } from "./picture-memory.ts";
import type { PlaneAt } from "./shown-views.ts";
import { type SmallPlane, shrinkFactor, smallEdges, smallPlane } from "./small-plane.ts";

/** What is to be shown of a plane. */
export interface PictureAsked {
  readonly place: PlaneAt;
  readonly isLabels: boolean;
  /** The longer side that there is room for, px. */
  readonly room: number;
}

/** Pictures that were made while the run went on, by {@link pictureKey}. */
export type PicturesAhead = ReadonlyMap<string, SmallPlane>;

/** An image that could not be read. */
export interface Unread {
  /** Id of the channel, or name of an image of a step; null for labels. */
  readonly channel: string | null;
  readonly well: number;
  readonly code: string;
  readonly message: string;
}

/** Identifies what is shown of a plane, but for its size. */
export function pictureKey({ path, backend, page, sample }: PlaneAt, isLabels: boolean): string {
  return JSON.stringify([path, backend, page, sample, isLabels]);
}

/** Reads planes one after the other, each into the memory of the one before it, and makes them small; what cannot be read is noted. */
export class PictureReading {
  readonly unread: Unread[] = [];
  readonly memory = new PictureMemory();
  readonly #storage: FileManager;
  readonly #ahead: PicturesAhead;

  constructor(storage: FileManager, ahead: PicturesAhead = new Map()) {
    this.#storage = storage;
    this.#ahead = ahead;
  }

  /** The pictures of planes, by well; `channel` names them where they cannot be read. */
  async pictures(
    places: ReadonlyMap<number, PlaneAt>,
    channel: string | null,
    room: number,
  ): Promise<ReadonlyMap<number, SmallPlane>> {
    return this.#all(places, channel, async (place) => {
      const ahead = this.#ahead.get(pictureKey(place, false));
      const isOfSize = ahead?.factor === shrinkFactor([ahead?.full.height ?? 0, ahead?.full.width ?? 0], room);
      return ahead !== undefined && isOfSize ? ahead : this.made({ place, isLabels: false, room });
    });
  }

  /** The edges of labels that lie over pictures such as `like`: a mosaic's do not lie over a site. */
  async edges(places: ReadonlyMap<number, PlaneAt>, like: SmallPlane): Promise<ReadonlyMap<number, SmallPlane>> {
    const made = await this.#all(places, null, async (place) => {
      const ahead = this.#ahead.get(pictureKey(place, true));
      return ahead?.factor === like.factor ? ahead : this.made({ place, isLabels: true, room: 1 }, like.factor);
    });
    const isAlike = (length: number, other: number) => Math.abs(length - other) <= other / 10;
    return new Map(
      [...made].filter(
        ([, { full }]) => isAlike(full.height, like.full.height) && isAlike(full.width, like.full.width),
      ),
    );
  }

  /** @throws what reading throws */
  async made({ place, isLabels, room }: PictureAsked, factor?: number): Promise<SmallPlane> {
    const { path, backend, page, sample } = place;
    const options = { page, sample, mayBlock: true, allocate: this.memory.plane };
    const image = await this.#storage.load(path, backend, options);
    if (!isLabels) return smallPlane(image, room, this.memory);
    return smallEdges(image, factor ?? shrinkFactor(image.shape.slice(-2), room), this.memory);
  }

  async #all(
    places: ReadonlyMap<number, PlaneAt>,
    channel: string | null,
    picture: (place: PlaneAt) => Promise<SmallPlane>,
  ): Promise<ReadonlyMap<number, SmallPlane>> {
    const made = new Map<number, SmallPlane>();
    for (const [well, place] of places) {
      try {
        made.set(well, await picture(place));
      } catch (error) {
        const code = isOhcsError(error) ? error.code : "UNKNOWN";
        this.unread.push({ channel, well, code, message: error instanceof Error ? error.message : String(error) });
      }
    }
    return made;
  }
}
