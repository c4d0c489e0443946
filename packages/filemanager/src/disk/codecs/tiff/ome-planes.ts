import { XMLParser } from "fast-xml-parser";
import { truncated, unreadable } from "../image-errors.ts";
import type { TiffPlane } from "./tiff-plane.ts";

type Element = { readonly [name: string]: unknown };

const LISTS = new Set(["Image", "Channel", "TiffData"]);
const ORDER = /^XY(?=.*C)(?=.*Z)(?=.*T)([CZT]{3})$/;

/**
 * The planes of OME-XML (2016-06, and older documents of the same form) that lie in this very file: `TiffData` with a
 * `UUID` of another file is left out. Null where the text describes no pixels (the metadata lie in a companion file).
 * @throws `IMAGE_TRUNCATED` where a page is named that the file does not have, `IMAGE_UNREADABLE`
 */
export function omePlanes(description: string, pages: number, path: string): TiffPlane[] | null {
  const ome = parsed(description, path);
  const images = listIn(ome, "Image");
  if (images.length === 0) return null;
  const planes = new Map<number, TiffPlane>();
  for (const [i, image] of images.entries())
    for (const plane of imagePlanes(image, i + 1, { pages, path, file: textOf(ome["@UUID"]) })) {
      if (planes.has(plane.page)) throw unreadable(path, "each page named once in OME-XML", "one named twice");
      planes.set(plane.page, plane);
    }
  return [...planes.values()].toSorted((a, b) => a.page - b.page);
}

interface Whereabouts {
  readonly pages: number;
  readonly path: string;
  /** The UUID that the document gives to its own file. */
  readonly file: string | null;
}

/** One by one, so that a page named by many elements is refused before a plane is made for each. */
function* imagePlanes(image: Element, number: number, { pages, path, file }: Whereabouts): Generator<TiffPlane> {
  const pixels = elementIn(image, "Pixels");
  const sizes = sizesOf(pixels, path);
  const order = ORDER.exec(textOf(pixels["@DimensionOrder"]) ?? "")?.[1];
  if (order === undefined)
    throw unreadable(path, "a DimensionOrder of X, Y, Z, C and T", `${pixels["@DimensionOrder"]}`);
  const total = sizes.C * sizes.Z * sizes.T;
  for (const part of listIn(pixels, "TiffData").filter((part) => isOfFile(part, file))) {
    const first = { C: whole(part, "FirstC", 0), Z: whole(part, "FirstZ", 0), T: whole(part, "FirstT", 0) };
    const page = whole(part, "IFD", 0);
    const count = whole(part, "PlaneCount", part["@IFD"] === undefined ? total : 1);
    if (!(page + count <= pages))
      throw truncated(path, `page ${page + count - 1} that OME-XML names`, `${pages} pages`);
    const start = rankOf(first, order, sizes);
    if (!(start + count <= total)) throw unreadable(path, `${total} planes in OME-XML`, `plane ${start + count}`);
    for (let i = 0; i < count; i++) yield { page: page + i, image: number, ...placeOf(start + i, order, sizes) };
  }
}

type Sizes = Readonly<Record<"C" | "Z" | "T", number>>;

/** The place of a plane in the order of the document; NaN where it is outside. */
function rankOf(first: Sizes, order: string, sizes: Sizes): number {
  let [rank, stride] = [0, 1];
  for (const axis of order as Iterable<keyof Sizes>) {
    rank += first[axis] < sizes[axis] ? first[axis] * stride : Number.NaN;
    stride *= sizes[axis];
  }
  return rank;
}

function placeOf(rank: number, order: string, sizes: Sizes): Pick<TiffPlane, "channel" | "zIndex" | "timepoint"> {
  const place = { C: 1, Z: 1, T: 1 };
  let rest = rank;
  for (const axis of order as Iterable<keyof Sizes>) {
    place[axis] = 1 + (rest % sizes[axis]);
    rest = Math.floor(rest / sizes[axis]);
  }
  return { channel: place.C, zIndex: place.Z, timepoint: place.T };
}

/** Channels count as planes: `SizeC` counts the samples of a pixel, too. */
function sizesOf(pixels: Element, path: string): Sizes {
  const [channel] = listIn(pixels, "Channel");
  const samples = channel === undefined ? 1 : whole(channel, "SamplesPerPixel", 1);
  const sizes = { C: whole(pixels, "SizeC", 0) / samples, Z: whole(pixels, "SizeZ", 0), T: whole(pixels, "SizeT", 0) };
  if (Object.values(sizes).every((size) => Number.isSafeInteger(size) && size > 0)) return sizes;
  throw unreadable(path, "SizeC, SizeZ and SizeT in OME-XML", `${sizes.C}, ${sizes.Z}, ${sizes.T}`);
}

function isOfFile(part: Element, file: string | null): boolean {
  const uuid = part.UUID;
  const named = typeof uuid === "object" && uuid !== null ? textOf((uuid as Element)["#text"]) : textOf(uuid);
  return named === null || file === null || named === file;
}

function parsed(description: string, path: string): Element {
  const parser = new XMLParser({
    ignoreAttributes: false,
    attributeNamePrefix: "@",
    parseAttributeValue: false,
    parseTagValue: false,
    processEntities: false,
    removeNSPrefix: true,
    isArray: (name) => LISTS.has(name),
  });
  try {
    return elementIn(parser.parse(description, true) as Element, "OME");
  } catch (cause) {
    throw unreadable(path, "OME-XML", (cause as Error).message, cause);
  }
}

function elementIn(parent: Element, name: string): Element {
  const child = parent[name];
  return typeof child === "object" && child !== null ? (child as Element) : {};
}

/** The elements of that name; one without attributes and children is parsed as an empty text. */
function listIn(parent: Element, name: string): Element[] {
  const children = parent[name];
  if (!Array.isArray(children)) return [];
  return children.map((child: unknown) => (typeof child === "object" && child !== null ? (child as Element) : {}));
}

function whole(element: Element, name: string, otherwise: number): number {
  const text = textOf(element[`@${name}`]);
  if (text === null) return otherwise;
  return /^\d{1,9}$/.test(text) ? Number(text) : Number.NaN;
}

function textOf(value: unknown): string | null {
  return typeof value === "string" ? value.trim() : null;
}
