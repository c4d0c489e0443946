import { encodeTiff } from "@ohcs/testkit";
import { serveObjects } from "@ohcs/testkit/disk";
import { expect, onTestFinished, test, vi } from "vitest";
import { readHeader, readImage } from "../disk/codecs/read-image.ts";
import { listObjects } from "./list-objects.ts";
import type { Patience } from "./object-client.ts";
import { ObjectFiles } from "./object-files.ts";
import { checkedObjectUrl, requestUrl, storeSettings } from "./object-url.ts";

// No test waits for the time limit: on a busy machine a short one asks once more.
const QUICK: Patience = { attempts: 3, firstWaitMs: 1, timeoutMs: 20_000 };
const KEY = { id: "AKIDEXAMPLE", secret: "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY" };
const bytesOf = (text: string) => new TextEncoder().encode(text);
const OBJECTS = new Map([
  ["images/p/a b+c#(1)'µ.txt", bytesOf("one")],
  ["images/p/.hidden", bytesOf("no")],
  ["images/p/folder/", bytesOf("")],
  ["images/p/folder/two.txt", bytesOf("three")],
  ["images/p-other/x.txt", bytesOf("no")],
  ["images/p/z.txt", bytesOf("")],
]);

const settings = (endpoint: string, more: object = {}) => ({
  ...storeSettings({ AWS_ENDPOINT_URL: endpoint, ...more }),
});
const signed = { AWS_ACCESS_KEY_ID: KEY.id, AWS_SECRET_ACCESS_KEY: KEY.secret, AWS_REGION: "eu-central-1" };

async function served(options: Partial<Parameters<typeof serveObjects>[0]> = {}) {
  const server = await serveObjects({ objects: OBJECTS, ...options });
  onTestFinished(() => server[Symbol.asyncDispose]());
  return server;
}

test("small objects are read by one signed request, names of any characters included", async () => {
  const { url, requests } = await served({ key: KEY });
  const files = new ObjectFiles("s3://images/p/", settings(url, signed), QUICK);
  expect(new TextDecoder().decode(await files.readAll("a b+c#(1)'µ.txt"))).toBe("one");
  expect(await files.facts("folder/two.txt")).toEqual({ bytes: 5, mtimeMs: Date.UTC(2024, 0, 2) });
  expect(await files.read("folder/two.txt", async (source) => [source.size, await source.read(1, 2)])).toEqual([
    5,
    bytesOf("hr"),
  ]);
  expect(requests.map((request) => request.split(" ")[0])).toEqual(["GET", "HEAD", "GET"]);
  expect([await files.exists("nothing"), await files.exists("z.txt")]).toEqual([false, true]);
});

test("a request without the right key is refused, with what to do and without the key in the error", async () => {
  const { url } = await served({ key: KEY });
  for (const more of [{}, { ...signed, AWS_SECRET_ACCESS_KEY: "wrong" }]) {
    const error = await new ObjectFiles("s3://images/p", settings(url, more), QUICK).readAll("z.txt").catch((e) => e);
    expect(error).toMatchObject({ code: "OBJECT_STORE_DENIED", remedy: expect.stringContaining("AWS_REGION") });
    expect(JSON.stringify(error) + error.stack).not.toMatch(/AKIDEXAMPLE|wrong/);
  }
});

test("a key is sent to buckets alone, not to any other host", async () => {
  const { url } = await served({ key: KEY });
  const files = new ObjectFiles(`${url}/images/p`, settings(url, signed), QUICK);
  await expect(files.readAll("z.txt")).rejects.toMatchObject({ code: "OBJECT_STORE_DENIED" });
});

test("busy stores and broken connections are asked again, a number of times", async () => {
  const { url, failures, requests } = await served();
  const files = new ObjectFiles(`${url}/images/p`, settings(url), QUICK);
  failures.push(503, 0);
  expect((await files.readAll("folder/two.txt")).length).toBe(5);
  expect(requests).toHaveLength(3);
  failures.push(500, 429, 502);
  await expect(files.readAll("folder/two.txt")).rejects.toMatchObject({
    code: "OBJECT_STORE_FAILED",
    retryable: true,
    message: `Cannot read '${url}/images/p/folder/two.txt': expected the object store to answer, got status 502 3 times`,
  });
  failures.push(400);
  await expect(files.readAll("z.txt")).rejects.toMatchObject({ code: "OBJECT_STORE_FAILED" });
  expect(requests).toHaveLength(7);
});

test("where absent objects are forbidden, what was read before shows that access is not at fault", async () => {
  const { url, failures } = await served();
  const files = new ObjectFiles(`${url}/images/p`, settings(url), QUICK);
  failures.push(403);
  await expect(files.readAll("zarr.json")).rejects.toMatchObject({ code: "OBJECT_STORE_DENIED" });
  await files.readAll("z.txt");
  failures.push(403);
  await expect(files.readAll("zarr.json")).rejects.toMatchObject({ code: "FILE_NOT_FOUND" });
});

test("never more than 16 requests are under way", async () => {
  let most = 0;
  let now = 0;
  const own = globalThis.fetch;
  vi.stubGlobal("fetch", async (...given: Parameters<typeof fetch>) => {
    most = Math.max(most, ++now);
    return own(...given).finally(() => now--);
  });
  onTestFinished(() => void vi.unstubAllGlobals());
  const { url } = await served();
  const files = new ObjectFiles(`${url}/images/p`, settings(url), QUICK);
  await Promise.all(Array.from({ length: 50 }, () => files.readAll("z.txt")));
  expect(most).toBe(16);
});

test("a bucket is listed page by page, without hidden objects, folders and neighbours", async () => {
  const { url, requests } = await served({ pageSize: 2, key: KEY });
  for (const [name, value] of Object.entries({ ...signed, AWS_ENDPOINT_URL: url })) vi.stubEnv(name, value);
  onTestFinished(() => void vi.unstubAllEnvs());
  const found = await listObjects("s3://images/p");
  expect(found.map(({ path, bytes }) => [path, bytes])).toEqual([
    ["a b+c#(1)'µ.txt", 3],
    ["folder/two.txt", 5],
    ["z.txt", 0],
  ]);
  expect(requests).toHaveLength(3);
  await expect(listObjects(`${url}/images`)).rejects.toMatchObject({ code: "OBJECT_STORE_UNLISTED" });
});

test.each([
  ["s3://b/p", {}, "https://b.s3.us-east-1.amazonaws.com/p/x"],
  ["s3://my.b/p q", { AWS_DEFAULT_REGION: "eu-west-1" }, "https://s3.eu-west-1.amazonaws.com/my.b/p%20q/x"],
  ["s3://b", { AWS_ENDPOINT_URL_S3: "http://minio:9000/", AWS_ENDPOINT_URL: "http://no" }, "http://minio:9000/b/x"],
  ["https://host/p.zarr", { AWS_ENDPOINT_URL: "http://no" }, "https://host/p.zarr/x"],
])("'%s' is asked at the right place", (root, env, url) => {
  expect(requestUrl(root, "x", storeSettings(env))).toBe(url);
});

test.each(["https://user:secret@host/p", "https://host/p?X-Amz-Signature=secret", "s3://", "https://host/p#secret"])(
  "secrets have no place in addresses: %s",
  (root) => {
    const refused = expect.objectContaining({
      code: "OBJECT_URL_INVALID",
      message: expect.not.stringContaining("secret"),
    });
    expect(() => checkedObjectUrl(root)).toThrow(refused);
  },
);

const LARGE = Uint8Array.from({ length: 1_000_000 }, (_, i) => (i * 7 + (i >> 8)) % 251);

test("parts of an object are asked for, as far as they are not there yet; a server that sends all is asked once", async () => {
  for (const [sendsWhole, requests, bytes] of [
    [false, 3, 2 ** 17 + 8192 + 300_000],
    [true, 1, LARGE.length],
  ] as const) {
    const server = await served({ objects: new Map([["images/p/large", LARGE]]), sendsWhole });
    const files = new ObjectFiles(`${server.url}/images/p`, settings(server.url), QUICK);
    await files.read("large", async (source) => {
      expect(source.size).toBe(LARGE.length);
      const parts = [
        [0, 8],
        [100_000, 500],
        [900_000, 10],
        [900_100, 50],
        [300_000, 300_000],
      ] as const;
      for (const [at, length] of parts) {
        const target = new Uint8Array(length);
        if (length > 100_000) await source.readInto(at, target);
        else target.set(await source.read(at, length));
        expect(Buffer.compare(target, LARGE.subarray(at, at + length))).toBe(0);
      }
      await expect(source.read(999_999, 2)).rejects.toMatchObject({ code: "IMAGE_TRUNCATED" });
    });
    expect([server.requests.length, server.sent.bytes]).toEqual([requests, bytes]);
  }
});

test("an object that is replaced between two parts is an error that may be tried again, and an empty one is empty", async () => {
  const objects = new Map([["images/p/large", LARGE]]);
  const { url } = await served({ objects });
  const files = new ObjectFiles(`${url}/images/p`, settings(url), QUICK);
  const read = files.read("large", async (source) => {
    await source.read(0, 8);
    objects.set("images/p/large", LARGE.toReversed());
    return source.read(500_000, 8);
  });
  await expect(read).rejects.toMatchObject({ code: "OBJECT_STORE_FAILED", retryable: true });
  objects.set("images/p/empty", new Uint8Array(0));
  expect(await files.read("empty", async ({ size }) => size)).toBe(0);
});

test("the header of a stack of a hundred pages moves a fifth of it at most, and a page its own bytes besides", async () => {
  const [side, pages] = [256, 100];
  const first = Uint16Array.from({ length: side * side }, (_, i) => i * 31);
  const pixelsOf = (page: number) => first.map((value) => value + page * 977);
  const page = (_: unknown, i: number) => ({
    width: side,
    height: side,
    pixels: pixelsOf(i),
    description: "",
    software: "",
  });
  const stack = encodeTiff(...Array.from({ length: pages }, page));
  const server = await served({ objects: new Map([["images/p/stack.tif", stack]]) });
  const files = new ObjectFiles(`${server.url}/images/p`, settings(server.url), QUICK);
  expect(await files.read("stack.tif", readHeader)).toMatchObject({ width: side, height: side, pages });
  const forHeader = server.sent.bytes;
  const { data } = await files.read("stack.tif", (source) => readImage(source, 60));
  expect(data).toEqual(pixelsOf(60));
  const most = stack.length / 5;
  expect(forHeader).toBeLessThan(most);
  expect(server.sent.bytes - forHeader).toBeLessThan(most + 2 * side * side);
});
