import { defineFunction, type ImageStack, type Json, NO_PARAMETERS } from "@ohcs/context";
import { contextOf, MODULES, stored } from "@ohcs/testkit/contexts";
import { afterEach, beforeEach, expect, test } from "vitest";
import { makePlateFolders, type PlateFolders } from "../../../test/plate-folders.ts";
import { runAlone } from "../../../test/run-alone.ts";

let folders: PlateFolders;
beforeEach(async () => {
  folders = await makePlateFolders("file:///none.mjs");
  for (const z of [1, 2]) await folders.writeSource(`z${z}.tif`, [[z, 5]]);
});
afterEach(() => folders.remove());

/** Runs a step whose function returns its stack of two planes, as image and as labels, with `changed` fields. */
async function run(changed: object, output: "image" | "mask" = "image") {
  const place = defineFunction({
    name: "place",
    version: "1.0.0",
    summary: "For tests",
    params: NO_PARAMETERS,
    contract: "3d",
    over: ["zIndex"],
    exact: true,
    outputs: { mask: { kind: "labels" } },
    run: ({ image }) => {
      const stack = image as ImageStack;
      const mask = { ...stack, data: Uint32Array.from(stack.data), dtype: "uint32", kind: "labels" } as const;
      const other = output === "image" ? mask : { ...mask, ...changed };
      return { image: output === "image" ? { ...stack, ...changed } : stack, outputs: { mask: other } };
    },
  });
  const planes = [1, 2].map((zIndex) => ({ path: `z${zIndex}.tif`, site: 1, zIndex }));
  const labels: Json = { kind: "labels", store: stored({ directory: "labels", dtype: "uint32", listed: false }) };
  const context = contextOf({
    well: "A01",
    planes,
    steps: [
      {
        name: "only",
        variableComponents: ["zIndex"],
        chain: [{ call: "place", contract: "3d", outputs: { mask: "labels:mask" } }],
        groups: [{ key: "s001", coordinates: { site: 1 }, inputs: { image: [0, 1] }, images: ["z001", "z002"] }],
        outputs: { image: { kind: "image", store: stored() }, "labels:mask": labels },
      },
    ],
  });
  return (await runAlone(folders, context, { standIns: { [MODULES.functions]: { place } } })).result;
}

const cannotUse = (expected: string) => ({
  code: "FUNCTION_RESULT_INVALID",
  step: { name: "only" },
  function: "place",
  message: `Cannot use the result of 'place': expected ${expected}`,
});
const position = { xUm: 1, yUm: 2 };
const components = "site, channel, zIndex, timepoint";

test.each<readonly [object, string]>([
  [{ planes: [{ site: 1 }, { site: undefined }] }, `coordinates of 'image' by ${components}, got site undefined`],
  [{ planes: [{ zIndex: Number.NaN }, {}] }, `coordinates of 'image' by ${components}, got zIndex NaN`],
  [{ planes: [{}, { channel: 2 }] }, `coordinates of 'image' by ${components}, got channel 2`],
  [{ planes: [{ well: "A01" }, {}] }, `coordinates of 'image' by ${components}, got well A01`],
  [{ planes: [{}, undefined] }, `coordinates of 'image' by ${components}, got undefined`],
  [
    { positions: [position, { ...position, yUm: Number.NaN }] },
    "positions of 'image' in µm or null, got xUm 1, yUm NaN",
  ],
  [{ positions: [undefined, null] }, "positions of 'image' in µm or null, got undefined"],
  [{ positions: [position] }, "coordinates and positions of 2 planes of 'image', got 2 and 1"],
  [{ calibration: undefined }, "'image' with its pixel size or null, got undefined"],
  [{ calibration: { pixelSizeUm: Number.NaN } }, "'image' with its pixel size or null, got pixelSizeUm NaN"],
])(
  "a result whose places cannot be written down is an error before anything is stored: %j",
  async (changed, message) => {
    const result = await run(changed);
    expect(result.error).toMatchObject(cannotUse(message));
    expect(result.outputs).toEqual([]);
  },
);

test("labels have places, too, and no two planes the same: each has a file of its own", async () => {
  const lost = { positions: [null, { xUm: Number.POSITIVE_INFINITY, yUm: 0 }] };
  const message = "positions of 'mask' in µm or null, got xUm Infinity, yUm 0";
  expect((await run(lost, "mask")).error).toMatchObject(cannotUse(message));
  expect((await run({ planes: [{ zIndex: 1 }, { zIndex: 1 }] }, "mask")).error).toMatchObject({
    code: "FUNCTION_RESULT_INVALID",
    step: { name: "only" },
    message: "Cannot save 'labels:mask': expected planes of different coordinates, got 's001_z001' twice",
  });
  expect((await run({ planes: [{}, { zIndex: 2 }], positions: [null, null] }, "mask")).error).toBeNull();
});
