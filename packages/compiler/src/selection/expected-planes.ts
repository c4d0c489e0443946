import type { PlaneCoordinates, SourceImage } from "@ohcs/context";

/** Every plane that the images let expect: for each channel all combinations of its own sites, z and timepoints. */
export function expectedPlanes(images: Iterable<SourceImage>): readonly PlaneCoordinates[] {
  const channels = new Map<string, { sites: Set<number>; zIndexes: Set<number>; timepoints: Set<number> }>();
  for (const { channel, site, zIndex, timepoint } of images) {
    const seen = channels.get(channel) ?? { sites: new Set(), zIndexes: new Set(), timepoints: new Set() };
    channels.set(channel, seen);
    seen.sites.add(site);
    seen.zIndexes.add(zIndex);
    seen.timepoints.add(timepoint);
  }
  return [...channels].flatMap(([channel, { sites, zIndexes, timepoints }]) =>
    [...sites].flatMap((site) =>
      [...zIndexes].flatMap((zIndex) => [...timepoints].map((timepoint) => ({ site, channel, zIndex, timepoint }))),
    ),
  );
}
