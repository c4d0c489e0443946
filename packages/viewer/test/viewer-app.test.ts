import { mkdir, mkdtemp, rm, symlink, writeFile } from "node:fs/promises";
import { hostname, tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { viewerApp } from "../src/server/viewer-app.ts";
import { sampleAt, sampleImages } from "./sample-images.ts";

const TOKEN = "0123456789abcdef";
const COOKIE = { cookie: `ohcs-view-4800=${TOKEN}` };
const CHUNK = Uint8Array.from({ length: 10 }, (_, i) => i);

let folder: string;
let zarr: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "ohcs-viewer-"));
  zarr = join(folder, "images.zarr");
  await Promise.all(
    ["page/assets", "images.zarr/A/1", "outside"].map((name) => mkdir(join(folder, name), { recursive: true })),
  );
  await writeFile(join(folder, "page/index.html"), "<title>page</title>");
  await writeFile(join(folder, "page/assets/page.js"), "1");
  await writeFile(join(folder, "outside/secret"), "secret");
  await writeFile(join(folder, "images.zarr/.zattrs"), "{}");
  await writeFile(join(folder, "images.zarr/A/1/0.0"), CHUNK);
  await writeFile(join(folder, "images.zarr/A/1/empty"), "");
  await symlink(join(folder, "outside"), join(zarr, "linked"));
  await symlink(join(folder, "outside/secret"), join(zarr, "A/secret"));
  await symlink(join(zarr, "A/1/0.0"), join(zarr, "A/inside"));
});
afterAll(() => rm(folder, { recursive: true }));

const app = (host = "127.0.0.1") =>
  viewerApp({ images: sampleImages(zarr), page: join(folder, "page"), host, port: 4800, token: TOKEN });
const ask = (path: string, headers: Record<string, string> = COOKIE, method = "GET", host = "127.0.0.1") =>
  app(host).request(`http://127.0.0.1:4800${path}`, { method, headers: { host: "127.0.0.1:4800", ...headers } });

describe("the token", () => {
  test("is asked for by every route, and any other text is refused", async () => {
    for (const path of ["/", "/assets/page.js", "/api/plate", "/api/fields/A01/1", "/zarr/.zattrs", "/nothing"])
      for (const headers of [
        {},
        { cookie: "ohcs-view-4800=" },
        { cookie: `ohcs-view-4800=${TOKEN}x` },
        { cookie: `ohcs-view-4801=${TOKEN}` },
        { authorization: "Bearer wrong" },
      ] as Record<string, string>[])
        expect([path, (await ask(path, headers)).status]).toEqual([path, 403]);
  });

  test("in the address becomes a cookie that scripts and other sites do not get, and leaves the address", async () => {
    const answer = await ask(`/?token=${TOKEN}&zarr=zarr`, {});
    expect([answer.status, answer.headers.get("location")]).toEqual([302, "/?zarr=zarr"]);
    expect(answer.headers.get("set-cookie")).toBe(`ohcs-view-4800=${TOKEN}; Path=/; HttpOnly; SameSite=Strict`);
    expect((await ask("/?token=", {})).status).toBe(403);
    expect((await ask(`/?token=${TOKEN}x`)).status).toBe(403);
    expect((await ask(`/api/plate?token=${TOKEN}`, {})).status).toBe(403);
  });

  test("may be a header, for programs", async () => {
    expect((await ask("/api/plate", { authorization: `Bearer ${TOKEN}` })).status).toBe(200);
  });
});

describe("a request is refused", () => {
  test.each([
    "evil.example:4800",
    "127.0.0.1:4801",
    "127.0.0.1",
    "localhost.evil.example:4800",
    "192.168.0.9:4800",
    "",
  ])("that names the host %j, where names that lead to this machine are not its own (DNS rebinding)", async (host) => {
    expect((await ask("/api/plate", { ...COOKIE, host })).status).toBe(403);
  });

  test.each(["127.0.0.1:4800", "localhost:4800", "LOCALHOST:4800", "[::1]:4800"])(
    "but not one that names %j",
    async (host) => {
      expect((await ask("/api/plate", { ...COOKIE, host })).status).toBe(200);
    },
  );

  test("of another host, unless the server was opened to other machines: by address, or the machine's own name", async () => {
    const status = async (host: string) => (await ask("/api/plate", { ...COOKIE, host }, "GET", "0.0.0.0")).status;
    expect(await Promise.all(["192.168.0.9:4800", `${hostname()}:4800`, "evil.example:4800"].map(status))).toEqual([
      200, 200, 403,
    ]);
  });

  test.each([
    { origin: "http://evil.example" },
    { origin: "null" },
    { origin: "https://127.0.0.1:4800" },
    { origin: "http://127.0.0.1:4801" },
    { "sec-fetch-site": "cross-site" },
    { "sec-fetch-site": "same-site" },
  ] as Record<string, string>[])("that comes from another page: %j", async (headers) => {
    expect((await ask("/api/plate", { ...COOKIE, ...headers })).status).toBe(403);
  });

  test.each(["POST", "PUT", "DELETE", "PATCH", "OPTIONS"])("that does more than read: %s", async (method) => {
    expect((await ask("/api/plate", COOKIE, method)).status).toBe(403);
  });

  test("and not that of its own page", async () => {
    expect(
      (await ask("/api/plate", { ...COOKIE, origin: "http://127.0.0.1:4800", "sec-fetch-site": "same-origin" })).status,
    ).toBe(200);
  });
});

describe("no path leads out of the folders", () => {
  const up = ["..", "%2e%2e", ".%2e", "%2e.", "..%2f..", "%2e%2e%2f%2e%2e", "%252e%252e", "..%5c", "..%00"];
  const routes = ["/", "/assets/", "/zarr/", "/zarr/A/", "/api/fields/", "/api/fields/A01/"];
  test.each(routes)("from %s", async (route) => {
    for (const one of up)
      for (const path of [`${route}${one}/outside/secret`, `${route}${one}/${one}/outside/secret`, `${route}${one}`]) {
        const answer = await ask(path);
        expect([path, [400, 404].includes(answer.status) || (await answer.text()).includes("<title>page")]).toEqual([
          path,
          true,
        ]);
        if (answer.status !== 200) expect(await answer.text()).not.toContain('secret"');
      }
  });

  test.each([
    "//etc/passwd",
    "/zarr//etc/passwd",
    "/zarr/%2fetc%2fpasswd",
    "/zarr/C:%5cx",
    "/zarr/%",
    "/zarr/a%00b",
    "/zarr/",
    "/zarr/A",
    "/zarr/A/1",
  ])("by %s", async (path) => {
    expect((await ask(path)).status).toBe(404);
  });

  test("by symbolic links; those within the folder are followed", async () => {
    expect((await ask("/zarr/linked/secret")).status).toBe(404);
    expect((await ask("/zarr/A/secret")).status).toBe(404);
    expect((await ask("/zarr/A/inside")).status).toBe(200);
  });
});

describe("files", () => {
  test("are given whole, with their types", async () => {
    const [page, script, chunk] = [await ask("/"), await ask("/assets/page.js"), await ask("/zarr/A/1/0.0")];
    expect([page, script, chunk].map(({ headers }) => headers.get("content-type"))).toEqual([
      "text/html; charset=utf-8",
      "text/javascript; charset=utf-8",
      "application/octet-stream",
    ]);
    expect(new Uint8Array(await chunk.arrayBuffer())).toEqual(CHUNK);
    expect((await (await ask("/zarr/A/1/empty")).arrayBuffer()).byteLength).toBe(0);
  });

  test.each([
    ["bytes=2-4", 206, [2, 3, 4], "bytes 2-4/10"],
    ["bytes=-3", 206, [7, 8, 9], "bytes 7-9/10"],
    ["bytes=8-", 206, [8, 9], "bytes 8-9/10"],
    ["bytes=10-12", 416, [], "bytes */10"],
    ["bytes=4-2", 416, [], "bytes */10"],
    ["bytes=0-1,3-4", 200, [...CHUNK], null],
  ] as const)("are given in part: %s", async (range, status, bytes, content) => {
    const answer = await ask("/zarr/A/1/0.0", { ...COOKIE, range });
    expect([answer.status, answer.headers.get("content-range")]).toEqual([status, content]);
    expect([...new Uint8Array(await answer.arrayBuffer())]).toEqual(bytes);
  });

  test("say their length where only that is asked for", async () => {
    const answer = await ask("/zarr/A/1/0.0", COOKIE, "HEAD");
    expect([answer.status, answer.headers.get("content-length"), await answer.text()]).toEqual([200, "10", ""]);
  });
});

test("every response says that its page loads nothing from elsewhere, and is cached nowhere", async () => {
  for (const answer of [await ask("/"), await ask("/api/plate"), await ask("/", {}), await ask("/zarr/none")]) {
    const policy = answer.headers.get("content-security-policy") ?? "";
    expect(policy).toContain("default-src 'none'");
    expect(policy).not.toMatch(/https?:|\*|unsafe-eval|wss?:/);
    expect(answer.headers.get("cache-control")).toBe("no-store");
    expect(answer.headers.get("referrer-policy")).toBe("no-referrer");
    expect(answer.headers.get("x-content-type-options")).toBe("nosniff");
    expect(answer.headers.get("access-control-allow-origin")).toBeNull();
  }
});

describe("the plate", () => {
  test("is described with its wells and fields, and each field with what there is of it", async () => {
    expect(await (await ask("/api/plate")).json()).toMatchObject({
      name: "P<1>",
      rows: 4,
      columns: 6,
      wells: [
        { well: "A01", row: 0, column: 0, fields: [{ site: 1 }, { site: 2 }] },
        { well: "B02", row: 1, column: 1, fields: [{ site: null }] },
      ],
    });
    const field = {
      width: 6,
      height: 4,
      dtype: "uint16",
      pixelSizeUm: 0.5,
      zIndexes: [1, 2],
      timepoints: [],
      labels: ["nuclei"],
      levels: 1,
    };
    expect(await (await ask("/api/fields/B02/-")).json()).toMatchObject(field);
  });

  test("gives pixels of any rectangle and level as they are stored", async () => {
    const pixels = async (query: string) => (await ask(`/api/fields/A01/1/pixels?${query}`)).arrayBuffer();
    const expected = [sampleAt(2, 3, 1), sampleAt(2, 4, 1), sampleAt(2, 3, 2), sampleAt(2, 4, 2)];
    expect([...new Uint16Array(await pixels("channel=2&z=1&level=0&x=3&y=1&width=2&height=2"))]).toEqual(expected);
    // Means of four pixels, rounded half up: (102 + 103 + 112 + 113) / 4 is 107.5.
    expect([...new Uint16Array(await pixels("channel=1&z=2&level=1&x=1&y=0&width=2&height=1"))]).toEqual([108, 110]);
    expect([...new Uint32Array(await pixels("label=nuclei&z=1&level=0&x=0&y=1&width=1&height=2"))]).toEqual([0, 0]);
    expect([...new Uint32Array(await pixels("label=nuclei&z=1&level=0&x=1&y=1&width=1&height=2"))]).toEqual([0, 1]);
  });

  test.each([
    ["channel=3&z=1&level=0&x=0&y=0&width=1&height=1", 404],
    ["label=cells&z=1&level=0&x=0&y=0&width=1&height=1", 404],
    ["channel=1&z=9&level=0&x=0&y=0&width=1&height=1", 404],
    ["channel=1&z=1&level=17&x=0&y=0&width=1&height=1", 400],
    ["channel=1&z=1&level=0&x=6&y=0&width=1&height=1", 400],
    ["channel=1&z=1&level=0&x=0&y=0&width=7&height=1", 400],
    ["channel=1&z=1&level=0&x=0&y=0&width=0&height=1", 400],
    ["channel=1&z=1&level=0&x=-1&y=0&width=1&height=1", 400],
    ["channel=1&z=1&level=0&x=1e0&y=0&width=1&height=1", 400],
    ["channel=1&z=1", 400],
  ])("refuses %s", async (query, status) => {
    expect((await ask(`/api/fields/A01/1/pixels?${query}`)).status).toBe(status);
  });

  test("says which well or site it does not have, and what cannot be read", async () => {
    expect((await ask("/api/fields/C03/1")).status).toBe(404);
    expect((await ask("/api/fields/A01/x")).status).toBe(400);
    expect((await ask("/api/fields/A01/__proto__")).status).toBe(400);
    expect(await (await ask("/api/fields/A01/2")).json()).toMatchObject({ error: { message: "Cannot read" } });
  });
});

test("an image by name has channels, windows and pixels of its own, and an unknown name is not found", async () => {
  expect(await (await ask("/api/plate")).json()).toMatchObject({ images: ["overlay"] });
  const { channels } = (await (await ask("/api/fields/A01/1?image=overlay")).json()) as { channels: unknown };
  expect(channels).toEqual([{ id: "1", name: "red", color: "FF0000", window: { low: 0, high: 255 } }]);
  const pixels = "pixels?channel=1&z=1&t=1&level=0&x=0&y=0&width=2&height=1&image=";
  const answer = await ask(`/api/fields/A01/1/${pixels}overlay`);
  expect([...new Uint16Array(await answer.arrayBuffer())]).toEqual([sampleAt(1, 0, 0), sampleAt(1, 1, 0)]);
  expect((await ask(`/api/fields/A01/1/${pixels}none`)).status).toBe(404);
  expect((await ask("/api/fields/A01/1?image=none")).status).toBe(404);
});
