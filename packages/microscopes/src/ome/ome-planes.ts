import type { StackPlane } from "../stack/stack-plane.ts";
import type { OmeData, OmeDocument, OmeImage, OmeSizes } from "./parse-ome.ts";

/** A plane of a document, and the file that holds it; null for the file that holds the document. */
export interface OmePlane extends StackPlane {
  readonly file: string | null;
}

/** More than any acquisition has: a document cannot make us count further. */
const MOST_PLANES = 1 << 20;

/**
 * The planes that a document names, each once; null where it names a page or a plane twice, planes outside of its
 * sizes, or more than 1,048,576.
 */
export function omePlanes({ images, uuid }: OmeDocument): readonly OmePlane[] | null {
  const pages = new Set<string>();
  const planes: OmePlane[] = [];
  for (const [i, image] of images.entries()) {
    const places = new Set<string>();
    for (const plane of imagePlanes(image, i + 1, uuid)) {
      if (plane === null || planes.length === MOST_PLANES) return null;
      const [page, place] = [`${plane.page} ${plane.file}`, `${plane.channel} ${plane.zIndex} ${plane.timepoint}`];
      if (pages.has(page) || places.has(place)) return null;
      pages.add(page);
      places.add(place);
      planes.push(plane);
    }
  }
  return planes;
}

/** One by one, so that a page named by many elements is refused before a plane is made for each; null for a wrong one. */
function* imagePlanes(image: OmeImage, number: number, uuid: string | null): Generator<OmePlane | null> {
  const { sizes, order, data, channels, position } = image;
  const total = sizes.C * sizes.Z * sizes.T;
  for (const part of data) {
    const [start, count] = [rankOf(part.first, order, sizes), part.count ?? total];
    if (!(start + count <= total && count <= MOST_PLANES && part.page >= 0)) return yield null;
    const file = fileOf(part, uuid);
    for (let i = 0; i < count; i++) {
      const place = placeOf(start + i, order, sizes);
      yield {
        file,
        page: part.page + i,
        image: number,
        channelName: channels[place.channel - 1]?.name ?? null,
        position,
        ...place,
      };
    }
  }
}

/** Null for the document's own file. */
function fileOf({ file, uuid }: OmeData, own: string | null): string | null {
  return uuid === null || uuid === own ? null : (file ?? uuid);
}

/** The place of a plane in the order of the document; NaN where it is outside. */
function rankOf(first: OmeSizes, order: string, sizes: OmeSizes): number {
  let [rank, stride] = [0, 1];
  for (const axis of order as Iterable<keyof OmeSizes>) {
    rank += first[axis] < sizes[axis] ? first[axis] * stride : Number.NaN;
    stride *= sizes[axis];
  }
  return rank;
}

function placeOf(rank: number, order: string, sizes: OmeSizes) {
  const place = { C: 1, Z: 1, T: 1 };
  let rest = rank;
  for (const axis of order as Iterable<keyof OmeSizes>) {
    place[axis] = 1 + (rest % sizes[axis]);
    rest = Math.floor(rest / sizes[axis]);
  }
  return { channel: place.C, zIndex: place.Z, timepoint: place.T };
}
