import type { SourceHeader } from "@ohcs/context";
import type { PlaneFile, PlaneHeaders } from "../manifest/plate-reading.ts";
import { type HeaderOptions, readHeaders } from "../manifest/read-headers.ts";
import { type PageAxis, stackOf } from "./stack-of.ts";
import type { StackPlane } from "./stack-plane.ts";

const RGB = ["red", "green", "blue"];
/** Where a file holds each component besides the channel. */
const PLACE_OF = {
  site: ({ image }: StackPlane) => image,
  zIndex: ({ zIndex }: StackPlane) => zIndex,
  timepoint: ({ timepoint }: StackPlane) => timepoint,
};

/** Planes with their addresses inside files, and the headers that were read on the way. */
interface PlanesInFiles {
  readonly planes: readonly PlaneFile[];
  readonly headers: PlaneHeaders;
}

/**
 * The planes that lie in the pages and samples of the files that `found` names, by what the headers say. Where a sample of
 * headers shows no file of several, the planes are the files. Pages whose place is not known are left out.
 */
export async function planesInFiles(
  found: readonly PlaneFile[],
  options: HeaderOptions,
  axis: PageAxis | null,
): Promise<PlanesInFiles> {
  let holdsSeveral = false;
  const headers = await readHeaders(found, options, (_, { pages, samples = 1 }) => {
    holdsSeveral ||= pages > 1 || samples > 1;
  });
  if (!holdsSeveral || areAddressed(found)) return { planes: found, headers };
  const stated = statedBy(found);
  const byPath = new Map(found.map((plane) => [plane.path, plane]));
  const inside = new Map<string, readonly PlaneFile[]>();
  const all = await readHeaders(found, { ...options, policy: "all" }, (path, header) => {
    const plane = byPath.get(path);
    if (plane !== undefined) inside.set(path, planesOf(plane, header, stated, axis));
  });
  return { planes: found.flatMap((plane) => inside.get(plane.path) ?? [plane]), headers: all };
}

/** Does the format itself say which pages hold the planes? */
function areAddressed(found: readonly PlaneFile[]): boolean {
  return (
    found.some(({ page, sample }) => page > 0 || sample !== undefined) ||
    new Set(found.map(({ path }) => path)).size < found.length
  );
}

/** The components that names state, by more than the 1 of what is not stated. */
function statedBy(found: readonly PlaneFile[]): ReadonlySet<string> {
  const axes = Object.keys(PLACE_OF) as (keyof typeof PLACE_OF)[];
  const stated = new Set<string>(axes.filter((axis) => found.some((plane) => plane[axis] !== 1)));
  return found.some(({ channel }) => channel !== "1") ? stated.add("channel") : stated;
}

/**
 * The planes in one file. Where the name states a component that the file has several of, it is unknown which is
 * meant: it keeps its first page.
 */
function planesOf(plane: PlaneFile, header: SourceHeader, stated: ReadonlySet<string>, axis: PageAxis | null) {
  const stack = stackOf(header, axis) ?? [];
  const isClear = Object.entries(PLACE_OF).every(
    ([one, of]) => !stated.has(one) || stack.every((page) => of(page) === 1),
  );
  const pages = isClear && stack.length > 0 ? stack : [null];
  const holdsChannels = stack.some(({ channel }) => channel > 1);
  return pages.flatMap((page) => {
    const placed = page === null ? plane : { ...plane, ...placeOf(plane, page, stated) };
    return samplesOf(placed, header, { first: page?.channel ?? 1, holdsChannels, isNamed: stated.has("channel") });
  });
}

/** The samples of a page as channels, which add to one that the name states: `2-1`. */
function samplesOf(
  plane: PlaneFile,
  { samples = 1 }: SourceHeader,
  {
    first,
    holdsChannels,
    isNamed,
  }: { readonly first: number; readonly holdsChannels: boolean; readonly isNamed: boolean },
): readonly PlaneFile[] {
  if (samples === 1 && !holdsChannels) return [plane];
  return Array.from({ length: samples }, (_, sample) => {
    const own = (first - 1) * samples + sample + 1;
    const colour = samples === RGB.length ? RGB[sample] : undefined;
    return {
      ...plane,
      channel: isNamed ? `${plane.channel}-${own}` : String(own),
      ...(samples === 1 ? {} : { sample }),
      ...(colour === undefined ? {} : { channelName: colour }),
    };
  });
}

function placeOf(
  plane: PlaneFile,
  { page, image, zIndex, timepoint, channelName, position }: StackPlane,
  stated: ReadonlySet<string>,
) {
  return {
    page,
    site: stated.has("site") ? plane.site : image,
    zIndex: stated.has("zIndex") ? plane.zIndex : zIndex,
    timepoint: stated.has("timepoint") ? plane.timepoint : timepoint,
    ...(position === null ? {} : { position }),
    ...(channelName === null ? {} : { channelName }),
  };
}
