import { defineFunction, type ImageStack, NO_PARAMETERS, type ProcessingContext, type WellRecord } from "@ohcs/context";
import { type CallFixture, contextOf, MODULES, stored } from "@ohcs/testkit/contexts";
import { afterEach, beforeEach, expect, test } from "vitest";
import { type Matrix, makePlateFolders, type PlateFolders } from "../../../test/plate-folders.ts";
import { type AloneOptions, runAlone } from "../../../test/run-alone.ts";
import { watchedDisk } from "../../../test/watched-disk.ts";

const SITES = [1, 2, 3];
const drawnAt = (site: number, add = 0): Matrix => [[10 * site + add, 5 + add]];
let folders: PlateFolders;
beforeEach(async () => {
  folders = await makePlateFolders("file:///none.mjs");
  for (const site of SITES) await folders.writeSource(`s${site}.tif`, drawnAt(site));
});
afterEach(() => folders.remove());

/** Functions that return the same arrays and positions at each call, filled anew; `onCall` is called for each. */
function reusing(onCall: () => void = () => undefined) {
  const kept = { samples: new Uint16Array(0), mask: new Uint32Array(0), position: { xUm: 0, yUm: 0 } };
  const base = { version: "1.0.0", summary: "For tests", params: NO_PARAMETERS, exact: true };
  const labels = { ...base, outputs: { mask: { kind: "labels" } } } as const;
  const run = (image: ImageStack, add: number) => {
    const { length } = image.data;
    if (kept.samples.length !== length) kept.samples = new Uint16Array(length);
    if (kept.mask.length !== length) kept.mask = new Uint32Array(length);
    kept.samples.set(image.data.map((value) => value + add));
    kept.mask.set(kept.samples);
    onCall();
    Object.assign(kept.position, image.positions[0]);
    const positions = image.positions.length === 1 ? [kept.position] : image.positions;
    const mask: ImageStack = { ...image, data: kept.mask, dtype: "uint32", kind: "labels", positions };
    return { image: { ...image, data: kept.samples, positions }, outputs: { mask } };
  };
  const addOne = ({ image }: { readonly image: ImageStack }) => run(image, 1);
  return {
    [MODULES.functions]: {
      perPlane: defineFunction({ ...labels, name: "perPlane", run: (inputs) => addOne(inputs as never) }),
      whole: defineFunction({
        ...labels,
        name: "whole",
        contract: "3d",
        over: ["site"],
        run: (inputs) => addOne(inputs as never),
      }),
    },
  };
}

const outputs = {
  image: { kind: "image", store: stored({ dtype: null }) },
  "labels:mask": { kind: "labels", store: stored({ directory: "labels", dtype: null, listed: false }) },
};

/** Each site a group of its own, or all of them the planes of one. */
function wellOf(chain: readonly CallFixture[], { together = false, fields = {} } = {}): ProcessingContext {
  const names = SITES.map((site) => `s00${site}`);
  const apart = SITES.map((site, i) => ({
    key: names[i] ?? "",
    coordinates: { site },
    inputs: { image: [i] },
    images: names.slice(i, i + 1),
  }));
  const groups = together ? [{ key: "", inputs: { image: SITES.map((_, i) => i) }, images: names }] : apart;
  return contextOf({
    well: "A01",
    planes: SITES.map((site) => ({ path: `s${site}.tif`, site })),
    steps: [{ name: "only", chain, groups, outputs, variableComponents: together ? ["site"] : [], ...fields }],
  });
}

const emitting = (call: string, contract: string): CallFixture => ({
  call,
  contract,
  outputs: { mask: "labels:mask" },
});

async function storedBy(context: ProcessingContext, options: AloneOptions = {}): Promise<readonly Matrix[]> {
  const { result } = await runAlone(folders, context, { standIns: reusing(), ...options });
  expect(result.error).toBeNull();
  return Promise.all(
    ["images", "labels"].flatMap((folder) => SITES.map((site) => folders.image(`${folder}/A01_s00${site}.tif`))),
  );
}

const expected = (add: number) => [...SITES, ...SITES].map((site) => drawnAt(site, add));

test.each(["2d", "3d"])(
  "a group that is written when the next is computed keeps its own samples: %s",
  async (contract) => {
    let calls = 0;
    let computed: () => void = () => undefined;
    const all = new Promise<void>((resolve) => {
      computed = resolve;
    });
    const standIns = {
      ...reusing(() => void (++calls === SITES.length && computed())),
      // Nothing is written before the function was called for all sites.
      [MODULES.disk]: watchedDisk({ save: () => all }),
    };
    const call = emitting(contract === "2d" ? "perPlane" : "whole", contract);
    expect(await storedBy(wellOf([call]), { standIns })).toEqual(expected(1));
    const record = (await folders.json(".ohcs/wells/A01.json")) as unknown as WellRecord;
    const positions = record.stored?.[0]?.planes.map(({ key, position }) => [key.site, position?.xUm]);
    expect(positions?.toSorted()).toEqual(SITES.flatMap((site) => Array(2).fill([site, 10 * site])));
  },
);

test("each plane of a stack keeps its own samples", async () => {
  expect(await storedBy(wellOf([emitting("perPlane", "2d")], { together: true }))).toEqual(expected(1));
});

test("what a call made is kept where the chain calls the same function once more", async () => {
  const chain = [emitting("whole", "3d"), { call: "whole", contract: "3d" }];
  const [images, labels] = [expected(2).slice(0, SITES.length), expected(1).slice(SITES.length)];
  expect(await storedBy(wellOf(chain, { together: true }))).toEqual([...images, ...labels]);
});
