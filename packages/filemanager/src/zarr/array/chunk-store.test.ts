import { serveObjects } from "@ohcs/testkit/disk";
import { expect, test } from "vitest";
import { ObjectFiles } from "../../objects/object-files.ts";
import { storeSettings } from "../../objects/object-url.ts";
import { ShardInMaking } from "./encode-shard.ts";
import { readPlane } from "./read-plane.ts";
import { readNode } from "./zarr-node.ts";

const [PLANES, SIDE] = [32, 64];
const LITTLE = { name: "bytes", configuration: { endian: "little" } };
const INDEX_BYTES = PLANES * 4 * 16 + 4;

/** Four chunks a plane, all planes in one shard. */
const sharded = {
  ...{ zarr_format: 3, node_type: "array", shape: [PLANES, SIDE, SIDE], data_type: "uint16", fill_value: 0 },
  chunk_grid: { name: "regular", configuration: { chunk_shape: [PLANES, SIDE, SIDE] } },
  chunk_key_encoding: { name: "default", configuration: { separator: "/" } },
  codecs: [
    {
      name: "sharding_indexed",
      configuration: {
        chunk_shape: [1, SIDE / 2, SIDE / 2],
        codecs: [LITTLE],
        index_codecs: [LITTLE, { name: "crc32c" }],
        index_location: "end",
      },
    },
  ],
};
const chunks = Array.from({ length: PLANES * 4 }, (_, i) => new Uint16Array((SIDE / 2) ** 2).fill(i + 1));
const inMaking = new ShardInMaking(chunks.length);
for (const { buffer } of chunks) inMaking.add(new Uint8Array(buffer));
const shard = Buffer.concat(inMaking.finish());

async function served(sendsWhole: boolean, stored: Uint8Array = shard) {
  const objects = new Map<string, Uint8Array>([
    ["b/p/array/zarr.json", new TextEncoder().encode(JSON.stringify(sharded))],
    ["b/p/array/c/0/0/0", stored],
  ]);
  const server = await serveObjects({ objects, sendsWhole });
  const files = new ObjectFiles(`${server.url}/b/p`, storeSettings({}));
  const node = await readNode(files, "array");
  if (node === null) throw new Error("expected an array");
  const before = server.sent.bytes;
  const load = (z: number) => readPlane(files, node, [z], "fail");
  return { load, moved: () => server.sent.bytes - before, [Symbol.asyncDispose]: server[Symbol.asyncDispose] };
}

test.each([
  [
    "of a shard of many planes, an object store sends the index and the chunks of one",
    false,
    INDEX_BYTES + 2 * SIDE ** 2,
  ],
  ["a server that knows no ranges sends a shard of many planes once for each load", true, shard.length],
])("%s", async (_, sendsWhole, bytes) => {
  await using server = await served(sendsWhole);
  const { data } = await server.load(17);
  expect([data[0], data[SIDE - 1], data[SIDE * (SIDE - 1)], data[SIDE * SIDE - 1]]).toEqual([69, 70, 71, 72]);
  expect(server.moved()).toBe(bytes);
});

test("a damaged index, or one that leads beyond its shard, is an error, never zeros", async () => {
  const damaged = Uint8Array.from(shard);
  damaged[shard.length - 20] = 1 + (shard[shard.length - 20] ?? 0);
  await using first = await served(false, damaged);
  await expect(first.load(0)).rejects.toMatchObject({ code: "IMAGE_UNREADABLE" });
  await using second = await served(false, shard.subarray(shard.length - INDEX_BYTES));
  await expect(second.load(PLANES - 1)).rejects.toMatchObject({ code: expect.stringMatching(/^IMAGE_/) });
});
