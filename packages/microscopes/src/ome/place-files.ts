import type { PlateReader, SourceFile } from "@ohcs/context";
import { isImagePath, type PlaneFile } from "../manifest/plate-reading.ts";
import { placeByLabel } from "../micromanager/hcs-label.ts";
import { type OmePlane, omePlanes } from "./ome-planes.ts";
import { isOme, type OmeDocument, type OmeField, type OmeImage, parseOme } from "./parse-ome.ts";

/** A plane of a document in a file of the plate. */
export interface PlacedPlane {
  readonly file: SourceFile;
  readonly plane: OmePlane;
  readonly image: OmeImage;
  readonly document: OmeDocument;
}

/** What the documents of a plate say of its files. */
export interface PlacedFiles {
  readonly planes: readonly PlacedPlane[];
  /** Files that documents name and that are not there. */
  readonly missing: readonly string[];
  /** Images that no document names. */
  readonly unmatched: readonly string[];
  /** Documents that cannot be read, or that contradict themselves. */
  readonly damaged: readonly string[];
}

const COMPANION = /\.companion\.ome$/i;
const MOST_BYTES = 2 ** 28;

/**
 * Reads companions first, then the OME-XML of images that no document has placed yet: sets whose files all hold the whole
 * document are read in linear time. Names of files count in the folder of their document alone.
 */
export async function placeFiles(
  files: readonly SourceFile[],
  { readBytes, readHeader }: Pick<PlateReader, "readBytes" | "readHeader">,
  signal: AbortSignal | undefined,
): Promise<PlacedFiles> {
  const byPath = new Map(files.map((file) => [file.path, file]));
  const planes = new Map<string, PlacedPlane[]>();
  const [missing, damaged, unmatched] = [new Set<string>(), new Set<string>(), new Set<string>()];
  const place = (own: string, source: Uint8Array | string) => {
    const document = parseOme(source);
    const named = document && omePlanes(document);
    if (document === null || named === null) return void damaged.add(own);
    const here = new Map<string, PlacedPlane[]>();
    for (const plane of named) {
      const path = plane.file === null ? own : inFolderOf(own, plane.file);
      const [file, image] = [byPath.get(path), document.images[plane.image - 1]];
      if (file === undefined) missing.add(path);
      else if (image !== undefined) push(here, path, { file, plane, image, document });
    }
    for (const [path, own] of here) if (!planes.has(path)) planes.set(path, own);
  };
  const options = { maxBytes: MOST_BYTES, ...(signal === undefined ? {} : { signal }) };
  for (const { path } of files.filter((file) => COMPANION.test(file.path))) place(path, await readBytes(path, options));
  for (const { path } of files.filter((file) => isImagePath(file.path))) {
    signal?.throwIfAborted();
    if (planes.has(path) || damaged.has(path)) continue;
    const header = await readHeader?.(path, signal).catch(() => null);
    if (header && isOme(header.description)) place(path, header.description);
    if (!planes.has(path) && !damaged.has(path)) unmatched.add(path);
  }
  return {
    planes: [...planes.values()].flat(),
    missing: [...missing],
    unmatched: [...unmatched].filter((path) => !planes.has(path)),
    damaged: [...damaged],
  };
}

/** The path of a file that a document names, by its name alone. */
function inFolderOf(path: string, name: string): string {
  return (
    path.slice(0, path.lastIndexOf("/") + 1) + name.slice(Math.max(name.lastIndexOf("/"), name.lastIndexOf("\\")) + 1)
  );
}

function push(planes: Map<string, PlacedPlane[]>, path: string, plane: PlacedPlane): void {
  const own = planes.get(path);
  if (own === undefined) planes.set(path, [plane]);
  else own.push(plane);
}

const RGB = ["red", "green", "blue"];

/** The planes whose images lie in a well; `homeless` are the files of the others. */
export function planesOnPlate(placed: readonly PlacedPlane[]): {
  readonly planes: readonly PlaneFile[];
  readonly homeless: readonly string[];
} {
  const fields = new Map<object, ReadonlyMap<string, OmeField>>();
  const fieldsOf = ({ document }: PlacedPlane) => {
    const known = fields.get(document) ?? new Map(document.fields.map((field) => [field.image, field]));
    fields.set(document, known);
    return known;
  };
  const homeless = new Set<string>();
  const planes = placed.flatMap((one) => {
    const place = fieldsOf(one).get(one.image.id) ?? placeByLabel(one.image.name);
    if (place === null) homeless.add(one.file.path);
    return place === null ? [] : planesOf(one, place);
  });
  return { planes, homeless: [...homeless] };
}

/** A plane, or one for each of its samples. */
function planesOf(
  { file, plane, image }: PlacedPlane,
  { well, site, position = null }: Pick<OmeField, "well" | "site"> & Partial<OmeField>,
) {
  const { page, channel, zIndex, timepoint, channelName } = plane;
  const { excitationNm = null, emissionNm = null } = image.channels[channel - 1] ?? {};
  const light = { excitationNm, emissionNm, exposureMs: image.exposuresMs[channel - 1] ?? null };
  return Array.from({ length: image.samples }, (_, sample): PlaneFile => {
    const colour = image.samples === RGB.length ? (RGB[sample] ?? null) : null;
    return {
      ...{ ...file, well, site, zIndex, timepoint, page },
      channel: String((channel - 1) * image.samples + sample + 1),
      ...(image.samples === 1 ? {} : { sample }),
      channelName: image.samples === 1 ? channelName : colour,
      position: position ?? plane.position,
      pixelSizeUm: image.pixelSizeUm,
      ...(image.samples === 1 ? light : {}),
    };
  });
}
