import { defineFunction, type ImageStack, NO_PARAMETERS, type PlaneKey, type TableInput } from "@ohcs/context";
import { type CallFixture, contextOf, fromStep, MODULES, storedValue } from "@ohcs/testkit/contexts";
import { afterEach, beforeEach, expect, test } from "vitest";
import { makePlateFolders, type PlateFolders } from "../../../test/plate-folders.ts";
import { runAlone } from "../../../test/run-alone.ts";

const functionsUrl = new URL("../../../test/fixtures/functions.mjs", import.meta.url).href;
const SITES = [1, 2];
let folders: PlateFolders;
beforeEach(async () => {
  folders = await makePlateFolders(functionsUrl);
  for (const site of SITES) await folders.writeSource(`s${site}.tif`, [[site, 5]]);
});
afterEach(() => folders.remove());

type Writable = { planes: PlaneKey[]; positions: { xUm: number }[]; calibration: { pixelSizeUm: number } };
const base = { version: "1.0.0", summary: "For tests", params: NO_PARAMETERS, returnsImage: false } as const;

/** Writes into what says where its inputs belong. */
function spoil(stack: ImageStack): void {
  const { planes, positions, calibration } = stack as unknown as Writable;
  calibration.pixelSizeUm *= 2;
  for (const key of planes) Object.assign(key, { site: 9 });
  for (const position of positions) position.xUm = 9;
  planes.reverse();
}

const spoils = defineFunction({
  ...base,
  name: "spoils",
  inputs: { image: { kind: "image" }, labels: { kind: "labels" }, table: { kind: "table" } },
  run: ({ image, labels, table }) => {
    spoil(image as ImageStack);
    spoil(labels as ImageStack);
    for (const key of (table as TableInput).keys) Object.assign(key, { site: 9 });
    return {};
  },
});

const describes = defineFunction({
  ...base,
  name: "describes",
  inputs: { image: { kind: "image" }, labels: { kind: "labels" }, table: { kind: "table" } },
  outputs: { facts: { kind: "json" } },
  run: ({ image, labels, table }) => {
    const told = [image, labels].map((stack) => {
      const { planes, positions, calibration } = stack as ImageStack;
      return { planes, positions, calibration };
    });
    return { outputs: { facts: { told, keys: (table as TableInput).keys } } as never };
  },
});

/** Returns the same objects each time, with what belongs to the group in them. */
const places = { planes: [{ site: 0 }], positions: [{ xUm: 0, yUm: 0 }], calibration: { pixelSizeUm: 0.5 } };
const makes = defineFunction({
  ...base,
  name: "makes",
  returnsImage: true,
  outputs: { labels: { kind: "labels" }, table: { kind: "table" } },
  run: ({ image }) => {
    const { data, planes, positions, ...rest } = image as ImageStack;
    Object.assign(places.planes[0] ?? {}, planes[0]);
    Object.assign(places.positions[0] ?? {}, positions[0]);
    const labels = { ...rest, ...places, data: new Uint32Array(data.length), dtype: "uint32", kind: "labels" } as const;
    return {
      image: { ...rest, ...places, data },
      outputs: { labels, table: { columns: ["a"], rows: [[1]] } },
    };
  },
});

/** A step of one group per site; `outputs` by the names that they have in the step. */
function stepOf(name: string, call: CallFixture, rest: object) {
  const groups = SITES.map((site, i) => ({
    key: `s00${site}`,
    coordinates: { site },
    images: name === "makes" ? [`s00${site}`] : [],
    inputs: { image: [i], ...(name === "makes" ? {} : { labels: [i], table: [i] }) },
  }));
  return { name, chain: [call], groups, ...rest };
}

test("what functions do to coordinates, positions and calibration no other reader sees (landmine 26)", async () => {
  const inputs = { image: fromStep(0), labels: fromStep(0, "labels:all"), table: fromStep(0, "table:all") };
  const named = { inputs: ["labels", "table"] };
  const context = contextOf({
    well: "A01",
    planes: SITES.map((site) => ({ path: `s${site}.tif`, site })),
    steps: [
      stepOf(
        "makes",
        { call: "makes", outputs: { labels: "labels:all", table: "table:all" } },
        {
          outputs: {
            image: { kind: "image", memoryDir: "step0_makes" },
            "labels:all": { kind: "labels", memoryDir: "step0_makes/labels" },
            "table:all": { kind: "table", memoryDir: "step0_makes/table" },
          },
        },
      ),
      stepOf("spoils", { call: "spoils", ...named }, { inputs }),
      stepOf(
        "describes",
        { call: "describes", ...named, outputs: { facts: "json:facts" } },
        { inputs, outputs: { "json:facts": { kind: "json", store: storedValue("facts", ".json") } } },
      ),
    ],
  });
  const { result } = await runAlone(folders, context, {
    standIns: { [MODULES.functions]: { makes, spoils, describes } },
  });
  expect(result.error).toBeNull();
  const told = (site: number) => ({
    planes: [{ site }],
    positions: [{ xUm: 10 * site, yUm: 0 }],
    calibration: { pixelSizeUm: 0.5 },
  });
  expect(await folders.json("images_results/A01_facts.json")).toEqual(
    Object.fromEntries(SITES.map((site) => [`s00${site}`, { told: [told(site), told(site)], keys: [{ site }] }])),
  );
});

const tells = defineFunction({
  ...base,
  name: "tells",
  returnsImage: true,
  outputs: { facts: { kind: "json" } },
  run: ({ image }, _, { calibration }) => {
    const stack = image as ImageStack;
    return { image: stack, outputs: { facts: { stack: stack.calibration, environment: calibration } } as never };
  },
});

/** A step that stores as `name` what the function is told with the image at `item`. */
const telling = (name: string, item: number | null, more = {}) => ({
  name,
  chain: [{ call: "tells", outputs: { facts: "json:facts" } }],
  ...more,
  groups: [{ key: "s001", coordinates: { site: 1 }, inputs: { image: [item] }, images: ["s001"] }],
  outputs: {
    image: { kind: "image", memoryDir: `step_${name}` },
    "json:facts": { kind: "json", store: storedValue(name, ".json") },
  },
});

test.each([
  ["says that its pixel size is unknown", { calibration: { pixelSizeUm: null } }],
  ["says nothing of its pixel size", { calibration: {} }],
  ["says nothing at all of its calibration", {}],
])("functions get null for the pixel size of a plate that %s (landmine 28)", async (_, calibration) => {
  const context = contextOf({
    well: "A01",
    planes: [{ path: "s1.tif", site: 1 }],
    plate: { handler: "fixture", channels: [], grid: null, tile: { width: 2, height: 1 }, ...calibration },
    steps: [telling("source", 0), telling("missing", null), telling("product", 0, { inputs: { image: fromStep(0) } })],
  });
  const { result } = await runAlone(folders, context, { standIns: { [MODULES.functions]: { tells } } });
  expect(result.error).toBeNull();
  const unknown = { stack: { pixelSizeUm: null }, environment: { pixelSizeUm: null } };
  for (const name of ["source", "missing", "product"])
    expect(await folders.json(`images_results/A01_${name}.json`)).toEqual(unknown);
});
