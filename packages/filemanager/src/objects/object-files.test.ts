import { serveObjects } from "@ohcs/testkit/disk";
import { expect, onTestFinished, test, vi } from "vitest";
import { listObjects } from "./list-objects.ts";
import type { Patience } from "./object-client.ts";
import { ObjectFiles } from "./object-files.ts";
import { checkedObjectUrl, requestUrl, storeSettings } from "./object-url.ts";

const QUICK: Patience = { attempts: 3, firstWaitMs: 1, timeoutMs: 500 };
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

test("objects are read whole by one signed request, names of any characters included", async () => {
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

test("where absent objects are forbidden, what was read before tells that access is not at fault", async () => {
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
