import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { StoredImage } from "@ohcs/context";
import { diskBackend } from "@ohcs/filemanager/disk";
import { renderPlane } from "@ohcs/testkit";
import { mustHaveSwiftShader } from "@ohcs/testkit/gpu-drivers";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { DEFAULT_PIPELINE, FILTER_PIPELINE } from "../src/default-pipeline.ts";
import { openDroppedPlate } from "../src/dropped-plate.ts";
import { compileText, preview } from "../src/preview.ts";
import { design, openSamplePlate } from "../src/sample-plate.ts";
import { type Browser, openBrowser, type Page } from "./open-browser.ts";

/** A TIFF of the sample plate as the disk backend compresses it, and what the same backend loads of it. */
async function withTiff(
  use: (tiff: { readonly name: string; readonly bytes: Uint8Array; readonly onDisk: StoredImage }) => Promise<void>,
): Promise<void> {
  const root = mkdtempSync(join(tmpdir(), "ohcs-page-"));
  const disk = await diskBackend.create({ root, tiff: { compression: "deflate", predictor: true } });
  try {
    const plane = { well: "A01", site: 1, channel: 1, zIndex: 1, timepoint: 1 };
    const { width, height } = design.tile;
    const image = {
      data: renderPlane(design, plane),
      shape: [height, width],
      dtype: "uint16",
      pixelSizeUm: 0.65,
    } as const;
    await disk.save("nuclei.tif", image);
    const onDisk = await disk.load("nuclei.tif");
    await use({ name: "nuclei.tif", bytes: new Uint8Array(readFileSync(join(root, "nuclei.tif"))), onDisk });
  } finally {
    await disk.close();
    rmSync(root, { recursive: true });
  }
}

const page = new URL("../dist/index.html", import.meta.url).href;
const textsOf = (selector: string) => `[...document.querySelectorAll("${selector}")].map((one) => one.textContent)`;

if (!mustHaveSwiftShader)
  process.stderr.write("NO TESTS OF THE PAGE: its browser is @sparticuz/chromium, for Linux on x64\n");

describe.runIf(mustHaveSwiftShader)("the page, opened from disk in Chromium", () => {
  let browser: Browser;
  let visited: Page;
  const [complaints, requests]: [string[], string[]] = [[], []];

  beforeAll(async () => {
    browser = await openBrowser();
    visited = await browser.newPage();
    visited.on("console", (message) => complaints.push(message.text()));
    visited.on("pageerror", (error) => complaints.push(String(error)));
    visited.on("request", (request) => requests.push(request.url()));
    await visited.goto(page);
    await visited.waitForFunction("document.querySelectorAll('#plan td').length > 0");
  });
  afterAll(() => browser?.close());

  const type = (text: string) =>
    visited.evaluate(`{
      const pipeline = document.getElementById("pipeline");
      pipeline.value = ${JSON.stringify(text)};
      pipeline.dispatchEvent(new Event("input"));
    }`);

  /** A file dropped on the page as from a folder of the desktop. */
  const drop = (name: string, bytes: Uint8Array) =>
    visited.evaluate(`{
      document.getElementById("status").value = "";
      const bytes = Uint8Array.from(atob("${Buffer.from(bytes).toString("base64")}"), (letter) => letter.charCodeAt(0));
      const dataTransfer = new DataTransfer();
      dataTransfer.items.add(new File([bytes], ${JSON.stringify(name)}));
      document.body.dispatchEvent(new DragEvent("drop", { dataTransfer, bubbles: true, cancelable: true }));
    }`);

  test("shows the plan, and previews a well with the bytes that Node computes", async () => {
    expect(await visited.evaluate(textsOf("#plan td:first-child"))).toEqual([
      "smooth",
      "segment",
      "measure",
      "merge-nuclei",
      "wells",
      "columns",
    ]);
    await visited.select("#well", "A02");
    await visited.click("#run");
    await visited.waitForFunction("document.getElementById('status').value === 'complete'");

    const plate = await openSamplePlate();
    const { plate: compiled } = compileText(DEFAULT_PIPELINE, plate, ["A02"]);
    const { images } = await preview(compiled as NonNullable<typeof compiled>, plate);
    expect(images.length).toBe(3);
    expect(await visited.evaluate(textsOf(".digest"))).toEqual(images.map(({ sha256 }) => `SHA-256 ${sha256}`));
    expect(await visited.evaluate(textsOf("figcaption"))).toHaveLength(3);
    expect(await visited.evaluate("document.querySelectorAll('#tables td').length")).toBeGreaterThan(100);
  });

  test("shows problems as they are typed, lets nothing run, and adds no element that a pipeline holds", async () => {
    await type(DEFAULT_PIPELINE.replace("segmentNuclei", "<img src=x onerror=alert(1)>"));
    expect(await visited.evaluate(textsOf("#problems li"))).toEqual([expect.stringContaining("FUNCTION_UNKNOWN")]);
    expect(await visited.evaluate("document.getElementById('run').disabled")).toBe(true);
    expect(await visited.evaluate("document.querySelectorAll('img').length")).toBe(0);
    await type(DEFAULT_PIPELINE);
    expect(await visited.evaluate(textsOf("#problems li"))).toEqual([]);
    expect(await visited.evaluate("document.getElementById('run').disabled")).toBe(false);
  });

  test("previews filters on a TIFF that is dropped, with the bytes that Node computes of the file on disk", async () => {
    await withTiff(async ({ name, bytes, onDisk }) => {
      await drop(name, bytes);
      await visited.waitForFunction("document.getElementById('status').value === 'complete'");
      const opened = await openDroppedPlate(bytes, name);
      const plate = { ...opened, planes: new Map([...opened.planes.keys()].map((path) => [path, onDisk])) };
      const { plate: compiled } = compileText(FILTER_PIPELINE, plate);
      const { images } = await preview(compiled as NonNullable<typeof compiled>, plate);
      expect(images.map(({ path }) => path)).toEqual(["images/A01_s001_w1_z001_t001"]);
      expect(await visited.evaluate(textsOf(".digest"))).toEqual(images.map(({ sha256 }) => `SHA-256 ${sha256}`));
    });
  });

  test("says why a file that is dropped cannot be read, and keeps the plate it had", async () => {
    await drop("damaged.tif", Uint8Array.of(1, 2, 3));
    await visited.waitForFunction("document.getElementById('status').value.includes('damaged.tif')");
    expect(await visited.evaluate(textsOf("#well option"))).toEqual(["A01"]);
  });

  test("loads nothing but its own script, and reports nothing to the console", () => {
    expect(requests).toEqual([page, page.replace("index.html", "page.js")]);
    expect(complaints).toEqual([]);
  });
});
