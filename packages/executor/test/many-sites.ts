import type { ProcessingContext } from "@ohcs/context";
import { type CallFixture, contextOf, stored, storedValue } from "@ohcs/testkit/contexts";
import type { PlateFolders } from "./plate-folders.ts";

/** Writes `count` planes of one well, 2 × 2 samples each, all different. */
export async function writeSites(folders: PlateFolders, count: number): Promise<void> {
  for (let site = 1; site <= count; site++)
    await folders.writeSource(`s${site}.tif`, [
      [site, 0],
      [100 * site, 7],
    ]);
}

/** A well of `count` sites, each a group of its own: `chain` changes them, and the positive samples are listed. */
export function manySites(count: number, chain: readonly CallFixture[] = ["halve"]): ProcessingContext {
  const sites = Array.from({ length: count }, (_, i) => i + 1);
  const group = (site: number) => ({ key: `s00${site}`, coordinates: { site }, inputs: { image: [site - 1] } });
  return contextOf({
    well: "A01",
    planes: sites.map((site) => ({ path: `s${site}.tif`, site })),
    steps: [
      {
        name: "change",
        chain,
        groups: sites.map((site) => ({ ...group(site), images: [`s00${site}`] })),
        outputs: { image: { kind: "image", memoryDir: "step0_change", store: stored() } },
      },
      {
        name: "count",
        chain: [{ call: "countPositive", outputs: { objects: "table:objects" } }],
        inputs: { image: { source: "step", kind: "image", step: 0, output: "image" } },
        groups: sites.map(group),
        outputs: { "table:objects": { kind: "table", store: storedValue("objects", ".csv") } },
      },
    ],
  });
}
