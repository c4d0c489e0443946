import type { ProcessingContext } from "@ohcs/context";
import { type CallFixture, contextOf, stored, storedValue } from "@ohcs/testkit/contexts";
import type { PlateFolders } from "./plate-folders.ts";

/** Writes the two z planes of a well: `value` above, its double below right. */
export async function writeWell(folders: PlateFolders, well: string, value: number): Promise<void> {
  await folders.writeSource(`${well}_z1.tif`, [
    [value, 0],
    [0, 0],
  ]);
  await folders.writeSource(`${well}_z2.tif`, [
    [0, 0],
    [0, 2 * value],
  ]);
}

/** Projects both planes of a well and lists what is positive; `extra` calls go between. */
export function projectionOf(
  well: string,
  extra: readonly CallFixture[] = [],
  fields: Readonly<Record<string, unknown>> = {},
): ProcessingContext {
  return contextOf({
    well,
    planes: [1, 2].map((zIndex) => ({ path: `${well}_z${zIndex}.tif`, site: 1, channel: "1", zIndex, timepoint: 1 })),
    steps: [
      {
        name: "project",
        chain: ["maxProjection", ...extra],
        variableComponents: ["zIndex"],
        groups: [
          {
            key: "s001_w1_t001",
            coordinates: { site: 1, channel: "1", timepoint: 1 },
            inputs: { image: [0, 1] },
            images: ["s001_w1_t001"],
          },
        ],
        outputs: { image: { kind: "image", memoryDir: "step0_project", store: stored() } },
      },
      {
        name: "count",
        chain: [{ call: "countPositive", outputs: { objects: "table:objects" } }],
        inputs: { image: { source: "step", kind: "image", step: 0, output: "image" } },
        groups: [{ key: "s001_w1_t001", coordinates: { site: 1, channel: "1", timepoint: 1 }, inputs: { image: [0] } }],
        outputs: { "table:objects": { kind: "table", store: storedValue("objects", ".csv") } },
      },
    ],
    ...fields,
  });
}
