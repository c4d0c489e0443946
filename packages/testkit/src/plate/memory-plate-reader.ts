import { type PlateReader, readableFile, type SourceFile, type SourceHeader } from "@ohcs/context";

/** A plate in memory: its files and further facts. */
export interface MemoryPlate {
  /** The name of the plate's folder. @default "plate" */
  readonly name?: string;
  /** POSIX path → content; a text is stored as UTF-8. */
  readonly files: Iterable<readonly [path: string, content: Uint8Array | string]>;
  /** The header of an image by path and content; if omitted, headers cannot be read. */
  readonly readHeader?: (path: string, bytes: Uint8Array) => SourceHeader;
  /** The survey of the root as OME-Zarr; omitted if the root is not a Zarr hierarchy. */
  readonly surveyZarr?: NonNullable<PlateReader["surveyZarr"]>;
}

/**
 * A plate reader without a disk, for tests of handlers.
 *
 * ```ts
 * const reader = memoryPlateReader({ files: [["A01_s1.tif", ""], ["scan.json", '{ "pixelSizeUm": 0.65 }']] });
 * ```
 */
export function memoryPlateReader({ name = "plate", files, readHeader, surveyZarr }: MemoryPlate): PlateReader {
  const contents = new Map([...files].map(([path, content]) => [path, bytesOf(content)]));
  const listed = [...contents]
    .map(([path, bytes]): SourceFile => Object.freeze({ path, bytes: bytes.length, mtimeMs: 1 }))
    .toSorted((a, b) => (a.path < b.path ? -1 : 1));
  const byPath = new Map(listed.map((file) => [file.path, file]));
  const listing = Object.freeze({ files: Object.freeze(listed), notices: Object.freeze([]) });
  const contentOf = (path: string, maxBytes?: number) => {
    readableFile(byPath, path, maxBytes);
    return (contents.get(path) ?? new Uint8Array()).slice();
  };
  const readBytes: PlateReader["readBytes"] = async (path, { maxBytes, signal }) => {
    signal?.throwIfAborted();
    return contentOf(path, maxBytes);
  };
  return Object.freeze<PlateReader>({
    specVersion: 1,
    root: `/memory/${name}`,
    name,
    readBytes,
    list: async (signal) => {
      signal?.throwIfAborted();
      return listing;
    },
    readText: async (path, options) => new TextDecoder().decode(await readBytes(path, options)),
    readHeader:
      readHeader === undefined
        ? null
        : async (path, signal) => {
            signal?.throwIfAborted();
            return readHeader(path, contentOf(path));
          },
    isZarr: async () => surveyZarr !== undefined,
    surveyZarr: surveyZarr ?? null,
  });
}

function bytesOf(content: Uint8Array | string): Uint8Array {
  return typeof content === "string" ? new TextEncoder().encode(content) : content;
}
