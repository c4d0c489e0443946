import { cp, mkdir, readFile, writeFile } from "node:fs/promises";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { extname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { diskBackend } from "@ohcs/filemanager/disk";
import { mustHaveSwiftShader } from "@ohcs/testkit/gpu-drivers";
import { viewerPage } from "@ohcs/viewer/disk";
import { openPlate } from "ohcs";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Browser, openBrowser, type Page, violations } from "./browser-page.ts";
import { figuresPipeline } from "./figures-pipeline.ts";
import { runOhcs } from "./run-ohcs.ts";
import { type SamplePlate, samplePlate } from "./sample-plate.ts";
import { startView } from "./view-server.ts";
import { run } from "./zarr-run-of-tiny.ts";

if (!mustHaveSwiftShader)
  process.stderr.write("NO TESTS OF THE VIEWER'S PAGE: its browser is @sparticuz/chromium, for Linux on x64\n");

const SHOTS = fileURLToPath(new URL("../.test-results/", import.meta.url));
/** So that the page reads parts of files. */
const SHARDED = ["--set", "zarr.shard=true", "--set", "zarr.chunk=32"];
const CHANNELS = ["--channel", "nuclei=1,reporter=2"];
/** The canvas shows more than one colour: read back from the picture that the browser composes. */
const LIT = `(async () => {
  const canvas = document.querySelector("canvas");
  const copy = new OffscreenCanvas(60, 60).getContext("2d");
  await new Promise(requestAnimationFrame);
  copy.drawImage(canvas, 0, 0, 60, 60);
  const colours = new Set();
  const { data } = copy.getImageData(0, 0, 60, 60);
  for (let i = 0; i < data.length; i += 4) colours.add((data[i] << 16) | (data[i + 1] << 8) | data[i + 2]);
  return colours.size;
})()`;

describe.runIf(mustHaveSwiftShader)("the viewer in Chromium", () => {
  let browser: Browser;
  let sample: SamplePlate;
  beforeAll(async () => {
    await mkdir(SHOTS, { recursive: true });
    sample = await samplePlate({ wells: ["A01", "B03"], sites: 2, channels: 2, z: 2, tile: 96, radius: [6, 8] });
    expect(
      (await runOhcs(sample.folder, ["run", "tiny", "-p", "preset:stitch-and-count", "-o", "out", ...CHANNELS]))
        .exitCode,
    ).toBe(0);
    expect(
      (await runOhcs(sample.folder, [...run("preset:count-nuclei", "zarr5", ...SHARDED), ...CHANNELS])).exitCode,
    ).toBe(0);
    expect((await runOhcs(sample.folder, [...run("preset:project", "zarr4"), "--ngff", "0.4"])).exitCode).toBe(0);
    browser = await openBrowser();
  });
  afterAll(async () => {
    await browser?.close();
    await sample?.[Symbol.asyncDispose]();
  });

  /** Opens an address, acts, keeps a picture; nothing may be complained of, and no request leave the machine. */
  async function shown(url: string, name: string, act: (page: Page) => Promise<void>) {
    const page = await browser.newPage();
    const [complaints, requests]: [string[], string[]] = [[], []];
    page.on("console", (message) => complaints.push(message.text()));
    page.on("pageerror", (error) => complaints.push(String(error)));
    page.on("request", (request) => requests.push(request.url()));
    await page.setViewport({ width: 1200, height: 800 });
    await page.goto(url);
    await page.waitForFunction(`document.querySelector(".channel") !== null`, { timeout: 30_000 });
    await act(page);
    await page.waitForNetworkIdle({ idleTime: 500 });
    expect(await page.evaluate(`document.querySelector(".error")?.textContent ?? null`)).toBeNull();
    expect(await page.evaluate<number>(LIT)).toBeGreaterThan(8);
    await page.screenshot({ path: join(SHOTS, `view-${name}.png`) });
    expect(await violations(page)).toEqual([]);
    // Version 2 of Zarr leaves files out that have nothing to say; SwiftShader complains of its own slowness.
    expect(complaints.filter((text) => !/404|GL Driver Message/.test(text))).toEqual([]);
    const { origin } = new URL(url);
    expect(requests.filter((request) => !request.startsWith(origin) && !request.startsWith("data:"))).toEqual([]);
  }
  async function viewed(argv: readonly string[], name: string, act: (page: Page) => Promise<void>) {
    const server = await startView(sample.folder, argv);
    try {
      await shown(server.url, name, act);
    } finally {
      await server.end();
    }
  }
  const texts = (page: Page, selector: string) =>
    page.evaluate<string[]>(
      `[...document.querySelectorAll(${JSON.stringify(selector)})].map((one) => one.textContent)`,
    );
  const click = (page: Page, selector: string) =>
    page.evaluate(`document.querySelector(${JSON.stringify(selector)}).click()`);

  test("shows a source plate: wells by keys, fields, z, and the samples under the pointer as the files have them", () =>
    viewed(["tiny"], "source", async (page) => {
      expect(await texts(page, ".fields button")).toEqual(["1", "2"]);
      await click(page, ".fields button:last-of-type");
      await page.focus("#well-A01");
      await page.keyboard.press("ArrowRight");
      await page.waitForFunction(`location.hash === "#well=A01&site=2"`);
      await page.keyboard.press("ArrowDown");
      await click(page, "#well-B03");
      await page.waitForFunction(`document.querySelector(".caption").textContent.startsWith("B03, field 2")`);
      expect(await texts(page, ".slider.index span")).toEqual(["z"]);
      await page.mouse.move(600, 400);
      await page.waitForFunction(
        `/x \\d+, y \\d+: \\S+ \\d+, \\S+ \\d+/.test(document.querySelector(".caption").textContent)`,
      );
      const [caption = ""] = await texts(page, ".caption");
      const [, x, y, ...samples] = (/x (\d+), y (\d+): \S+ (\d+), \S+ (\d+)/.exec(caption) ?? []).map(Number);
      expect(samples).toEqual(await samplesAt(sample.plate, Number(x), Number(y)));
      await page.setViewport({ width: 500, height: 800 });
      expect(await page.evaluate(`document.querySelector("main").getBoundingClientRect().width`)).toBe(500);
    }));

  test("is used by keys alone: wells, fields, z, channels, contrast and outlines are reached by the tab key", () =>
    viewed(["out"], "keys", async (page) => {
      await page.waitForFunction(`document.querySelector(".overlay") !== null`);
      const focused = `(() => {
        const { tagName, type, id, textContent, ariaLabel, parentElement } = document.activeElement;
        return [tagName, type, id, ariaLabel ?? (textContent || parentElement.textContent)].filter(Boolean).join(" ");
      })()`;
      const reached: string[] = [];
      for (let i = 0; i < 24; i++) {
        await page.keyboard.press("Tab");
        reached.push(await page.evaluate<string>(focused));
      }
      expect(reached[0]).toBe("BUTTON button well-A01 A01");
      for (const what of [
        /^DIV Image of A01/,
        /checkbox .*DAPI/,
        /range .*black/,
        /range .*white/,
        /BUTTON button auto/,
        /radio .*none/,
      ])
        expect(
          reached.find((one) => what.test(one)),
          `${what} in\n${reached.join("\n")}`,
        ).toBeDefined();
      const white = `[...document.querySelectorAll("input[type=range]")].find((one) => one.ariaLabel.endsWith("white"))`;
      const before = await page.evaluate<number>(`${white}.focus() ?? Number(${white}.value)`);
      await page.keyboard.press("ArrowLeft");
      expect(await page.evaluate<number>(`Number(${white}.value)`)).toBeLessThan(before);
      const bar = `document.querySelector(".scale-bar").textContent + document.querySelector(".scale-bar").style.width`;
      const unzoomed = JSON.stringify(await page.evaluate<string>(bar));
      await page.focus(".canvas");
      await page.keyboard.press("Equal");
      await page.waitForFunction(`${bar} !== ${unzoomed}`);
      await page.focus("input[type=radio]:checked");
      await page.keyboard.press("ArrowRight");
      expect(await texts(page, ".overlay label:has(input:checked)")).toEqual(["outlines"]);
    }));

  test("shows the mosaics of a run into TIFF with the outlines of their nuclei, and a scale bar", () =>
    viewed(["out"], "tiff", async (page) => {
      expect(await texts(page, ".overlay legend")).toEqual(["nuclei"]);
      await click(page, ".overlay label:nth-of-type(2) input");
      expect((await texts(page, ".scale-bar"))[0]).toMatch(/^\d+ (µm|px)$/);
    }));

  test("shows a run into sharded OME-Zarr 0.5 with its labels, read by the page in parts of files", () =>
    viewed(["zarr5"], "zarr-0.5", async (page) => {
      await page.waitForFunction(`document.querySelector(".overlay") !== null`);
      await click(page, ".overlay label:nth-of-type(3) input");
    }));

  test.each(["disk", "zarr"])("shows what steps emit by name, in %s: pictures in their colours", async (backend) => {
    await writeFile(join(sample.folder, "figures.yaml"), figuresPipeline(true));
    const output = `figures-${backend}`;
    const argv = ["run", "tiny", "-p", "figures.yaml", "-o", output, "--backend", backend];
    expect((await runOhcs(sample.folder, argv)).exitCode).toBe(0);
    await viewed([output], output, async (page) => {
      const choose = (name: string) =>
        page.evaluate(
          `[...document.querySelectorAll(".fields button")].find((one) => one.textContent === "${name}").click()`,
        );
      const shows = (name: string) =>
        page.waitForFunction(`document.querySelector(".caption").textContent.includes(", ${name}")`);
      expect(await texts(page, ".fields:first-of-type button")).toEqual(["plate", "heights", "overlay"]);
      await choose("heights");
      await shows("heights");
      expect(await page.evaluate(`location.hash`)).toContain("image=heights");
      await choose("overlay");
      await shows("overlay");
      await page.waitForFunction(`document.querySelectorAll(".channel").length === 3`);
      expect(await texts(page, ".channel legend label")).toEqual(["red", "green", "blue"]);
      expect(await texts(page, ".channel output")).toEqual(["0", "255", "0", "255", "0", "255"]);
    });
  });

  test("shows each of several output plates at an address of its own", async () => {
    await mkdir(join(sample.folder, "both"));
    for (const name of ["out", "zarr5"])
      await cp(join(sample.folder, name), join(sample.folder, "both", name), { recursive: true });
    const server = await startView(sample.folder, ["both"]);
    const urls = server.said.match(/http:\S+/g) ?? [];
    expect([urls.length, new Set(urls.map((url) => new URL(url).port)).size]).toEqual([2, 2]);
    for (const [i, url] of urls.entries()) await shown(url, `several-${i}`, async () => {});
    expect(await server.end()).toBe(0);
  });

  test("shows OME-Zarr 0.4 from any web server beside which its folder was copied", async () => {
    const folder = join(sample.folder, "web");
    await cp(viewerPage, join(folder, "viewer"), { recursive: true });
    await cp(join(sample.folder, "zarr4/images.zarr"), join(folder, "images.zarr"), { recursive: true });
    const server = await plainServer(folder);
    const { port } = server.address() as AddressInfo;
    try {
      await shown(`http://127.0.0.1:${port}/viewer/index.html?zarr=../images.zarr`, "static", async () => {});
    } finally {
      server.close();
    }
  });

  test("refuses a plate of another origin", async () => {
    const server = await startView(sample.folder, ["tiny"]);
    const page = await browser.newPage();
    await page.goto(`${server.url}&zarr=${encodeURIComponent("http://elsewhere.example/images.zarr")}`);
    await page.waitForFunction(`document.querySelector(".error")?.textContent.startsWith("Only plates at")`);
    await server.end();
  });
});

/** The samples of well B03, field 2, at the middle z plane, of each channel, as the files have them. */
async function samplesAt(plate: string, x: number, y: number): Promise<readonly (number | undefined)[]> {
  const { images } = await openPlate(plate);
  const files = await diskBackend.create({ root: plate, readOnly: true });
  const own = images.filter(({ well, site, zIndex }) => well === "B03" && site === 2 && zIndex === 2);
  const planes = await Promise.all(own.map(({ path, page }) => files.load(path, { page })));
  await files.close();
  return planes.map(({ data, shape: [, width = 0] }) => data[y * width + x]);
}

/** Gives files by their names, as any web server does, and nothing else. */
async function plainServer(folder: string): Promise<Server> {
  const types: Readonly<Record<string, string>> = {
    ".html": "text/html",
    ".js": "text/javascript",
    ".css": "text/css",
  };
  const server = createServer(async ({ url = "" }, response) => {
    const path = new URL(url, "http://localhost").pathname;
    const bytes = await readFile(join(folder, path)).catch(() => null);
    response.writeHead(bytes === null ? 404 : 200, {
      "content-type": types[extname(path)] ?? "application/octet-stream",
    });
    response.end(bytes);
  });
  return new Promise((resolve) => server.listen(0, "127.0.0.1", () => resolve(server)));
}
