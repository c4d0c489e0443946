import { defineFunction, type ImageStack, NO_PARAMETERS, type ProcessingContext } from "@ohcs/context";
import * as functions from "@ohcs/functions";
import { type CallFixture, contextOf, MODULES, stored } from "@ohcs/testkit/contexts";
import { afterEach, beforeEach, expect, test } from "vitest";
import { countCopies } from "../../../test/count-copies.ts";
import { makePlateFolders, type PlateFolders } from "../../../test/plate-folders.ts";
import { runAlone } from "../../../test/run-alone.ts";
import { ByteAccount } from "../byte-account.ts";
import { BufferPool } from "./buffer-pool.ts";
import { PixelLease } from "./pixel-lease.ts";
import { sharedPlanes } from "./shared-planes.ts";

const SIDE = 300;
const PLANES = [0, 1, 2];
let folders: PlateFolders;
beforeEach(async () => {
  folders = await makePlateFolders("file:///none.mjs");
  for (const plane of PLANES)
    await folders.writeSource(
      `p${plane}.tif`,
      Array.from({ length: SIDE }, (_, y) =>
        Array.from({ length: SIDE }, (_, x) => 90 * plane + ((7 * x + 3 * y) % 400)),
      ),
    );
});
afterEach(async () => {
  await folders.remove();
  sharedPlanes.drop();
});

/** Whether the input of each call was the whole of its buffer. */
const wholes: boolean[] = [];
const looksAtBuffer = defineFunction({
  version: "1.0.0",
  summary: "For tests",
  params: NO_PARAMETERS,
  exact: true,
  name: "looksAtBuffer",
  run: ({ image }, _, { allocate }) => {
    const stack = image as ImageStack;
    const data = allocate?.(stack.dtype, stack.data.length) ?? stack.data.slice();
    for (const one of [stack.data, data]) wholes.push(one.byteLength === one.buffer.byteLength);
    data.set(stack.data);
    return { image: { ...stack, data } };
  },
});
const standIns = { [MODULES.functions]: { ...functions, looksAtBuffer } };
const flat = { call: "maxProjection", contract: "volumeToSlice" };
const above = { call: "threshold", with: { threshold: 300 } };

/** Steps of a chain each, that hand on an image and store it. */
function wellOf(...chains: readonly (readonly CallFixture[])[]): ProcessingContext {
  const planes = PLANES.map((plane) => ({ path: `p${plane}.tif`, site: 1, zIndex: plane + 1 }));
  const groups = (inputs: readonly number[]) => [
    { key: "s001", coordinates: { site: 1 }, inputs: { image: inputs }, images: ["s001"] },
  ];
  const steps = chains.map((chain, i) => ({
    name: `step${i}`,
    chain,
    groups: groups(i === 0 ? PLANES : [0]),
    variableComponents: i === 0 ? ["zIndex"] : [],
    ...(i === 0 ? {} : { inputs: { image: { source: "step", kind: "image", step: i - 1, output: "image" } as const } }),
    outputs: {
      image: {
        kind: "image",
        memoryDir: i + 1 < chains.length ? `step${i}` : null,
        store: stored({ directory: `step${i}`, dtype: null }),
      },
    },
  }));
  return contextOf({ well: "A01", planes, plate: { tile: { width: SIDE, height: SIDE } }, steps });
}

/** Runs a well three times in one worker. */
async function filesOf(context: ProcessingContext, buffers: BufferPool) {
  for (let run = 0; run < 3; run++) {
    const { result } = await runAlone(folders, context, { buffers, standIns });
    expect(result.error).toBeNull();
  }
  return folders.tree();
}

test("a projection and a threshold of a run copy nothing between the files that are decoded and those that are encoded", async () => {
  const context = wellOf([flat], [{ call: "erode", with: { radius: 2 } }], [above]);
  const copiesIn = async (buffers: BufferPool) => {
    const copies = countCopies(SIDE * SIDE);
    try {
      await filesOf(context, buffers);
    } finally {
      copies.stop();
    }
    return copies.seen;
  };
  expect(await copiesIn(new BufferPool(sharedPlanes))).toEqual([]);
  // Into the memory of kernels and out of it.
  expect((await copiesIn(new BufferPool())).length).toBeGreaterThan(6);
});

test.each([
  ["alone", [[flat, "looksAtBuffer"]]],
  ["before one of ours", [[flat, "looksAtBuffer", above]]],
  ["after a step of ours", [[flat, above], ["looksAtBuffer"]]],
  ["between steps of ours", [[flat], ["looksAtBuffer"], [above]]],
] as const)(
  "functions of others get arrays that are the whole of their buffer, and files are the same: %s",
  async (_, chains) => {
    wholes.length = 0;
    const shared = await filesOf(wellOf(...chains), new BufferPool(sharedPlanes));
    expect(new Set(wholes)).toEqual(new Set([true]));
    expect(await filesOf(wellOf(...chains), new BufferPool())).toEqual(shared);
  },
);

test("PixelLease lends views to functions that take them, counts and takes them back as a whole, parts among them", () => {
  const pool = new BufferPool(sharedPlanes);
  const account = new ByteAccount(100);
  const lease = new PixelLease(pool, account, true);
  const [lent, other] = [lease.allocate("uint16", 10), lease.allocate("uint16", 10)];
  expect([lent.buffer === other.buffer, pool.made]).toEqual([true, 0]);
  lease.adopt(lent.subarray(2, 4));
  expect([lease.bytes, lease.owns(other.subarray(9)), lease.handOver(other.subarray(1))]).toEqual([40, true, false]);
  expect([lease.handOver(other), lease.owns(other), lease.bytes]).toEqual([true, false, 20]);
  lease.pin(lent.subarray(1));
  lease.end();
  expect(account.heldBytes).toBe(20);
  lease.unpin(lent);
  expect(account.heldBytes).toBe(0);
  const next = new PixelLease(pool, account, true).allocate("uint16", 10);
  expect(next.byteOffset).toBe(lent.byteOffset);
});

test("what is within a larger buffer neither fits other functions nor leaves for another worker as it is", () => {
  const pool = new BufferPool(sharedPlanes);
  const lease = new PixelLease(pool, new ByteAccount(null), true);
  const view = lease.allocate("uint16", 3);
  view.set([1, 2, 3]);
  expect([lease.fits(view), new PixelLease(pool, new ByteAccount(null)).fits(view)]).toEqual([true, false]);
  const moved = lease.movable(view);
  expect([...moved, moved.buffer.byteLength, lease.bytes]).toEqual([1, 2, 3, 6, 12]);
  expect(lease.movable(moved)).toBe(moved);
  lease.end();
});
