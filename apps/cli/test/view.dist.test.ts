import { once } from "node:events";
import { writeFile } from "node:fs/promises";
import { createConnection } from "node:net";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { runHere } from "./run-here.ts";
import { type SamplePlate, samplePlate } from "./sample-plate.ts";
import { startView, type ViewServer } from "./view-server.ts";
import { run } from "./zarr-run-of-tiny.ts";

let sample: SamplePlate;
beforeAll(async () => {
  sample = await samplePlate({ wells: ["A01", "B02"], sites: 2, channels: 2, z: 2, tile: 96, radius: [6, 8] });
});
afterAll(() => sample[Symbol.asyncDispose]());

/** The status and text of a request whose path is sent as it is written: programs for HTTP make `..` vanish. */
async function ask(port: string, path: string, ...headers: readonly string[]): Promise<readonly [number, string]> {
  const socket = createConnection(Number(port), "127.0.0.1");
  socket.write(
    `GET ${path} HTTP/1.1\r\nhost: 127.0.0.1:${port}\r\nconnection: close\r\n${headers.map((one) => `${one}\r\n`).join("")}\r\n`,
  );
  const parts: Buffer[] = [];
  socket.on("data", (part: Buffer) => parts.push(part));
  await once(socket, "close");
  const text = Buffer.concat(parts).toString("latin1");
  return [Number(/^HTTP\/1\.1 (\d+)/.exec(text)?.[1]), text];
}

async function during(
  argv: readonly string[],
  act: (server: ViewServer, port: string, bearer: string) => Promise<void>,
) {
  const server = await startView(sample.folder, argv);
  const { port, searchParams } = new URL(server.url);
  try {
    await act(server, port, `authorization: Bearer ${searchParams.get("token")}`);
  } finally {
    expect(await server.end()).toBe(0);
  }
}

describe("ohcs view", () => {
  test("serves the page, the wells and the pixels of a source plate on loopback to requests with the token", () =>
    during(["tiny"], async ({ url, said }, port, bearer) => {
      expect([new URL(url).hostname, said.includes("warning")]).toEqual(["127.0.0.1", false]);
      expect((await ask(port, "/"))[0]).toBe(403);
      expect((await ask(port, "/", bearer))[1]).toContain("<title>OHCS viewer</title>");
      expect((await ask(port, "/third-party-licenses.md", bearer))[1]).toContain("deck.gl");
      expect((await ask(port, "/api/plate", bearer))[1]).toMatch(/"well":"A01".*"site":2.*"well":"B02"/);
      expect((await ask(port, "/api/fields/A01/2", bearer))[1]).toContain('"width":96,"height":96,"dtype":"uint16"');
      const [status, pixels] = await ask(
        port,
        "/api/fields/A01/2/pixels?channel=1&z=1&t=1&level=0&x=0&y=0&width=9&height=7",
        bearer,
      );
      expect([status, /content-length: (\d+)/i.exec(pixels)?.[1]]).toEqual([200, "126"]);
    }));

  test("serves the files of an OME-Zarr output, in part where asked for, and none outside by any spelling", async () => {
    expect((await runHere(sample.folder, run("preset:project", "zarred"))).exitCode).toBe(0);
    await writeFile(join(sample.folder, "zarred/secret"), "secret");
    await during(["zarred"], async ({ url }, port, bearer) => {
      expect(new URL(url).searchParams.get("zarr")).toBe("zarr");
      expect((await ask(port, "/zarr/zarr.json", bearer))[1]).toContain('"ome"');
      expect((await ask(port, "/zarr/zarr.json", bearer, "range: bytes=-2"))[0]).toBe(206);
      expect((await ask(port, "/zarr/zarr.json", bearer, "range: bytes=99999999-"))[0]).toBe(416);
      for (const path of [
        "/zarr/../secret",
        "/../zarred/secret",
        "/zarr/%2e%2e/secret",
        "/zarr/..%2fsecret",
        "/zarr/%2e%2e%2fsecret",
        "/zarr//secret",
        "/zarr/..\\secret",
      ]) {
        const [status, text] = await ask(port, path, bearer);
        expect([path, [400, 404].includes(status), text.endsWith("secret")]).toEqual([path, true, false]);
      }
    });
  });

  test("warns where other machines can connect, and says which address is taken", () =>
    during(["tiny", "--host", "0.0.0.0"], async ({ said }, port) => {
      expect(said).toContain("warning");
      const { exitCode, err } = await runHere(sample.folder, ["view", "tiny", "--port", port, "--host", "0.0.0.0"]);
      expect([exitCode, err]).toEqual([1, expect.stringContaining("VIEW_ADDRESS_TAKEN")]);
    }));
});
