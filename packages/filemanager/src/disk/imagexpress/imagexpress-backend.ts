import {
  defineBackend,
  formatPlaneKey,
  type PlaneKey,
  type SaveOptions,
  type SaveReceipt,
  type StoredImage,
} from "@ohcs/context";
import { fail } from "../../errors.ts";
import { childOf, parentOf } from "../../paths/virtual-path.ts";
import type { TiffTexts } from "../codecs/tiff/encode-tiff.ts";
import { DiskBackend } from "../disk-backend.ts";
import type { DiskOptions } from "../disk-options.ts";
import { type FileSystem, nodeFileSystem } from "../file-system.ts";
import { htdBytes } from "./htd-text.ts";
import { type ImageXpressPlate, planePath } from "./imagexpress-plate.ts";
import { metaSeriesText } from "./metaseries-text.ts";

/** How `imageXpressBackend` is opened. */
export interface ImageXpressOptions extends DiskOptions {
  readonly plate: ImageXpressPlate;
}

/**
 * Planes as files that MetaXpress names, `TimePoint_1/ZStep_2/<plate>_A01_s1_w1.TIF` below the directory they are saved
 * in, and its HTD file there, the same bytes from every writer. Everything else is as on disk.
 */
export class ImageXpressBackend extends DiskBackend {
  readonly #plate: ImageXpressPlate;
  readonly #htd: Uint8Array;
  readonly #described = new Map<string, Promise<SaveReceipt>>();

  /** @throws `BACKEND_OPTION_INVALID` without a plate */
  constructor({ plate, ...options }: ImageXpressOptions, files?: FileSystem, notes?: Map<string, unknown>) {
    super(options, files, notes);
    if (typeof plate?.name !== "string" || !Array.isArray(plate.channels) || !Array.isArray(plate.wells))
      throw fail("BACKEND_OPTION_INVALID", "Cannot open imageXpress backend: expected 'plate' to describe a plate", {
        details: { option: "plate" },
      });
    this.#plate = plate;
    this.#htd = htdBytes(plate);
  }

  /** @throws `FORMAT_UNSUPPORTED` for planes of which a coordinate was reduced */
  override async save(path: string, image: StoredImage, options: SaveOptions = {}): Promise<SaveReceipt> {
    const { plane } = options;
    if (plane === undefined) return super.save(path, image, options);
    const directory = parentOf(path);
    const name = planePath(this.#plate, plane.well, wholeKey(plane.key, path));
    const saved = await super.save(childOf(directory, name), image, options);
    const described = await this.#describe(directory);
    if (formatPlaneKey(plane.key) !== formatPlaneKey(this.#plate.first)) return saved;
    const files = [saved, described].map((file) => ({ path: file.path, bytes: file.bytes, sha256: file.sha256 ?? "" }));
    return { ...saved, files };
  }

  /** Looked at once for each directory. */
  #describe(directory: string): Promise<SaveReceipt> {
    const described =
      this.#described.get(directory) ?? this.saveBytes(childOf(directory, `${this.#plate.name}.HTD`), this.#htd);
    this.#described.set(directory, described);
    return described;
  }

  protected override textsOf(image: StoredImage, { plane }: SaveOptions = {}): TiffTexts | null {
    if (plane === undefined) return null;
    return { description: metaSeriesText(this.#plate, plane, image), software: "MetaSeries" };
  }
}

function wholeKey({ site, channel, zIndex, timepoint }: PlaneKey, path: string): Required<PlaneKey> {
  if (site !== undefined && channel !== undefined && zIndex !== undefined && timepoint !== undefined)
    return { site, channel, zIndex, timepoint };
  const message = `Cannot save '${path}': expected site, channel, z and timepoint of the plane, got some reduced`;
  throw fail("FORMAT_UNSUPPORTED", message, { details: { path } });
}

/** `imageXpressBackend.create({ root, plate })` writes a plate as MetaXpress exports it. @throws `BACKEND_OPTION_INVALID` */
export const imageXpressBackend = defineBackend<ImageXpressOptions>({
  name: "imageXpress",
  version: "1.0.0",
  images: { layout: "files", extension: ".TIF" },
  plainFiles: true,
  usual: { output: { root: "{output}" } },
  settings: ["tiff"],
  create: (options, surroundings) => new ImageXpressBackend(options, nodeFileSystem, surroundings?.notes),
});
