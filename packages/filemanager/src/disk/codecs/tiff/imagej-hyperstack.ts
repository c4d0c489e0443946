import type { TiffPlane } from "./tiff-plane.ts";

/**
 * The planes that the lines `channels=`, `slices=` and `frames=` of ImageJ describe: channels vary fastest, then slices,
 * then frames. A stack that names none of them is one of slices. Null where the numbers do not make `pages`.
 */
export function imagejHyperstack(description: string, pages: number): TiffPlane[] | null {
  const stated = ["channels", "slices", "frames"].map((name) => countOf(description, name));
  const [channels, slices, frames] = stated.map((count) => count ?? 1);
  if (channels === undefined || slices === undefined || frames === undefined) return null;
  const isPlain = stated.every((count) => count === null);
  if (!isPlain && channels * slices * frames !== pages) return null;
  return Array.from({ length: pages }, (_, page) => ({
    page,
    image: 1,
    channel: isPlain ? 1 : 1 + (page % channels),
    zIndex: isPlain ? 1 + page : 1 + (Math.floor(page / channels) % slices),
    timepoint: isPlain ? 1 : 1 + Math.floor(page / (channels * slices)),
  }));
}

function countOf(description: string, name: string): number | null {
  const text = new RegExp(`^${name}=(\\d+)\\s*$`, "m").exec(description)?.[1];
  return text === undefined ? null : Number(text);
}
