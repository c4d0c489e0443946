import type { OpenPlateOptions, SourceHeader } from "@ohcs/context";
import { omePlanes } from "../ome/ome-planes.ts";
import { isOme, parseOme } from "../ome/parse-ome.ts";
import type { StackPlane } from "./stack-plane.ts";

/** What the pages of a file are, where the file does not say. */
export type PageAxis = NonNullable<OpenPlateOptions["pages"]>;

/**
 * The planes that a file describes, in ImageJ's lines or OME-XML, else its pages along `axis`; null where neither says
 * what the pages are, or what is said does not fit them.
 */
export function stackOf({ description, pages }: SourceHeader, axis: PageAxis | null): readonly StackPlane[] | null {
  if (pages === 1) return [planeAt(0, {})];
  if (description?.startsWith("ImageJ=")) return imagejStack(description, pages);
  if (isOme(description)) return omeStack(description, pages);
  return axis === null ? null : Array.from({ length: pages }, (_, page) => planeAt(page, { [axis]: page + 1 }));
}

/** Planes of other files that the document names are left out. */
function omeStack(description: string, pages: number): readonly StackPlane[] | null {
  const document = parseOme(description);
  const planes = document && omePlanes(document)?.filter(({ file, page }) => file === null && page < pages);
  return planes && planes.length === pages ? planes.map(({ file: _, ...plane }) => plane) : null;
}

/**
 * The planes that the lines `channels=`, `slices=` and `frames=` describe: channels vary fastest, then slices, then
 * frames. A stack that states none of these consists of slices.
 */
function imagejStack(description: string, pages: number): readonly StackPlane[] | null {
  const stated = ["channels", "slices", "frames"].map((name) => countIn(description, name));
  const [channels, slices, frames] = stated.every((count) => count === null)
    ? [1, pages, 1]
    : stated.map((n) => n ?? 1);
  if (channels === undefined || slices === undefined || channels * slices * (frames ?? 1) !== pages) return null;
  return Array.from({ length: pages }, (_, page) =>
    planeAt(page, {
      channel: 1 + (page % channels),
      zIndex: 1 + (Math.floor(page / channels) % slices),
      timepoint: 1 + Math.floor(page / (channels * slices)),
    }),
  );
}

function planeAt(page: number, place: Partial<StackPlane>): StackPlane {
  return { page, image: 1, channel: 1, zIndex: 1, timepoint: 1, channelName: null, position: null, ...place };
}

function countIn(description: string, name: string): number | null {
  const text = new RegExp(`^${name}=(\\d{1,6})\\s*$`, "m").exec(description)?.[1];
  return text === undefined ? null : Number(text);
}
