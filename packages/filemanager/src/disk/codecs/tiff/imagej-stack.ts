import { decodedBytes, type PageLayout } from "./page-layout.ts";
import { COMPRESSION } from "./tags.ts";

/**
 * How many planes follow the only directory of a file: ImageJ writes stacks above 4 GiB with one directory, the planes
 * one behind the other, and their number in the description. 1 for any other file, and if the file is too short for
 * what it claims.
 */
export function imagejPlanes(layout: PageLayout, description: string | null, fileBytes: number): number {
  const images = Number(/^images=(\d+)\s*$/m.exec(description ?? "")?.[1] ?? 1);
  const isStack = description?.startsWith("ImageJ=") && layout.compression === COMPRESSION.none && !layout.tiled;
  const start = layout.segments[0]?.offset ?? 0;
  const isWhole = start + images * planeBytes(layout) <= fileBytes;
  return isStack && isWhole && images >= 1 && isContiguous(layout) ? images : 1;
}

/** The layout of plane `index` of such a stack. */
export function imagejPlane(layout: PageLayout, index: number): PageLayout {
  const shift = index * planeBytes(layout);
  const segments = layout.segments.map(({ offset, bytes }) => ({ offset: offset + shift, bytes }));
  return { ...layout, segments };
}

function planeBytes(layout: PageLayout): number {
  return layout.segments.reduce((sum, _, i) => sum + decodedBytes(layout, i), 0);
}

function isContiguous({ segments }: PageLayout): boolean {
  return segments.every(({ offset }, i) => {
    const previous = segments[i - 1];
    return previous === undefined || offset === previous.offset + previous.bytes;
  });
}
