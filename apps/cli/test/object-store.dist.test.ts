import { readdir, readFile } from "node:fs/promises";
import { join, relative } from "node:path";
import { type ObjectServer, serveObjects } from "@ohcs/testkit/disk";
import { afterAll, beforeAll, expect, test } from "vitest";
import { contentsOf } from "./file-tree.ts";
import { runHere } from "./run-here.ts";
import { type SamplePlate, samplePlate } from "./sample-plate.ts";
import { succeed } from "./zarr-plates.ts";

const KEY = { id: "AKIDEXAMPLE", secret: "wJalrXUtnFEMI-K7MDENG-bPxRfiCYEXAMPLEKEY" };

let sample: SamplePlate;
let server: ObjectServer;
let env: Readonly<Record<string, string>> = {};
beforeAll(async () => {
  sample = await samplePlate({ wells: ["A01", "B02"], sites: 2, channels: 2, z: 2, tile: 48 });
  const { folder } = sample;
  await succeed(folder, ["convert", "tiny", "-o", "zarr"]);
  await succeed(folder, ["run", "tiny", "-p", "preset:project", "-o", "local"]);
  const objects = new Map([...(await filesIn(folder, "tiny")), ...(await filesIn(folder, "zarr/tiny.zarr"))]);
  server = await serveObjects({
    objects: new Map([...objects].map(([path, bytes]) => [`data/${path}`, bytes])),
    key: KEY,
  });
  env = { AWS_ENDPOINT_URL: server.url, AWS_ACCESS_KEY_ID: KEY.id, AWS_SECRET_ACCESS_KEY: KEY.secret };
}, 60_000);
afterAll(async () => {
  await server[Symbol.asyncDispose]();
  await sample[Symbol.asyncDispose]();
});

async function filesIn(folder: string, below: string): Promise<readonly (readonly [string, Uint8Array])[]> {
  const entries = await readdir(join(folder, below), { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile()).map(({ parentPath, name }) => join(parentPath, name));
  return Promise.all(files.map(async (file) => [relative(folder, file), await readFile(file)] as const));
}

const ohcs = (...argv: readonly string[]) => runHere(sample.folder, argv, env);

test.each([
  ["of TIFF files", "s3://data/tiny"],
  ["in OME-Zarr", "s3://data/zarr/tiny.zarr"],
])(
  "a plate %s in a bucket is inspected, run, resumed and verified like one in a folder",
  async (_, url) => {
    const inspected = JSON.parse((await ohcs("inspect", url, "--json")).out);
    expect([inspected.plateId, inspected.root]).toEqual(["tiny", url]);
    const out = url.replaceAll(/\W+/g, "_");
    server.failures.push(503, 500);
    const { exitCode, err } = await ohcs("run", url, "-p", "preset:project", "-o", out);
    expect([exitCode, exitCode === 0 ? "" : err]).toEqual([0, ""]);
    const [local, remote] = [join(sample.folder, "local/images"), join(sample.folder, out, "images")];
    expect(await contentsOf(remote)).toEqual(await contentsOf(local));
    expect((await ohcs("verify", out)).exitCode).toBe(0);
    const resumed = JSON.parse((await ohcs("resume", out, "--json")).out);
    expect(Object.values(resumed.wells as Record<string, { status: string }>).map(({ status }) => status)).toEqual([
      "skipped",
      "skipped",
    ]);
    for (const [path, bytes] of await filesIn(sample.folder, out))
      expect([path, new TextDecoder("latin1").decode(bytes).includes(KEY.secret)]).toEqual([path, false]);
  },
  60_000,
);

test("an address without a plate, without a key, or that cannot be listed says so", async () => {
  for (const [url, code] of [
    ["s3://data/nowhere", "PLATE_EMPTY"],
    [`${server.url}/data/zarr/tiny.zarr`, "OBJECT_STORE_DENIED"],
    ["https://user:secret@host/p", "OBJECT_URL_INVALID"],
  ] as const) {
    const { exitCode, out } = await ohcs("inspect", url, "--json");
    expect([exitCode, JSON.parse(out).error.code]).toEqual([1, code]);
  }
}, 30_000);
