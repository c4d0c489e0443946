import type { Json, ProcessingContext } from "@ohcs/context";
import { type CallFixture, contextOf, fromStep, stored, storedValue } from "@ohcs/testkit/contexts";
import type { PlateFolders } from "./plate-folders.ts";

const CHANNELS = ["1", "2"];

/** Sites and channels of a well, site by site. */
function placesOf(sites: number): { readonly site: number; readonly channel: string }[] {
  return Array.from({ length: sites }, (_, i) => i + 1).flatMap((site) =>
    CHANNELS.map((channel) => ({ site, channel })),
  );
}

/** Writes two channels of `sites` sites of a well, 3 × 2 samples each, all different. */
export async function writeGroups(folders: PlateFolders, well: string, sites: number): Promise<void> {
  for (const [i, { site, channel }] of placesOf(sites).entries())
    await folders.writeSource(`${well}_s${site}_w${channel}.tif`, [
      [site, 0, i],
      [100 * i, 7, well.charCodeAt(0)],
    ]);
}

/**
 * A well of two groups per site, one for each channel. The first step calls `chain`, then measures: images, labels, tables
 * and JSON. The second counts samples of the images that the first left in memory, the third passes them on unchanged.
 * `fields` are further fields of the first.
 */
export function manyGroups(
  well: string,
  sites: number,
  chain: readonly CallFixture[],
  fields: Readonly<Record<string, unknown>> = {},
): ProcessingContext {
  const places = placesOf(sites);
  const name = ({ site, channel }: (typeof places)[number]) => `s00${site}_w${channel}`;
  const groups = places.map((place, i) => ({ key: name(place), coordinates: place, inputs: { image: [i] } }));
  const withImages = groups.map((group) => ({ ...group, images: [group.key] }));
  const outputs = { zeta: "table:zeta", mask: "labels:mask", alpha: "json:alpha" };
  return contextOf({
    well,
    planes: places.map((place) => ({ path: `${well}_s${place.site}_w${place.channel}.tif`, ...place })),
    steps: [
      {
        ...fields,
        name: "change",
        chain: [...chain, { call: "measure", outputs }],
        groups: withImages,
        outputs: {
          image: { kind: "image", memoryDir: "step0_change", store: stored() },
          "labels:mask": {
            kind: "labels",
            store: stored({ directory: "images_labels", dtype: "uint32", listed: false }),
          },
          "table:zeta": { kind: "table", store: storedValue("zeta", ".csv") },
          "json:alpha": { kind: "json", store: storedValue("alpha", ".json") },
        },
      },
      {
        name: "count",
        chain: [{ call: "countPositive", outputs: { objects: "table:objects" } }],
        inputs: { image: fromStep(0) as Json },
        groups,
        outputs: { "table:objects": { kind: "table", store: storedValue("objects", ".csv") } },
      },
      {
        name: "pass",
        inputs: { image: fromStep(0) as Json },
        groups: withImages,
        outputs: { image: { kind: "image", store: stored({ directory: "passed" }) } },
      },
    ],
  });
}
