import { createRequire } from "node:module";
import { pathToFileURL } from "node:url";
import type { BrowserCommand } from "@ohcs/testkit/gpu-drivers";
import { headlessChromium, mustHaveSwiftShader } from "@ohcs/testkit/gpu-drivers";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { DEFAULT_PIPELINE } from "../src/default-pipeline.ts";
import { compileText, preview } from "../src/preview.ts";
import { openSamplePlate } from "../src/sample-plate.ts";

/** What is used of `puppeteer-core`, which deep tests alone install. */
interface Page {
  goto(url: string): Promise<unknown>;
  on(event: "console" | "pageerror" | "request", listener: (what: { text(): string; url(): string }) => void): void;
  waitForFunction(script: string): Promise<unknown>;
  evaluate<Result>(script: string): Promise<Result>;
  click(selector: string): Promise<void>;
  select(selector: string, value: string): Promise<unknown>;
}
interface Browser {
  newPage(): Promise<Page>;
  close(): Promise<void>;
}
interface Puppeteer {
  launch(command: BrowserCommand): Promise<Browser>;
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
    const module = createRequire(import.meta.url).resolve("puppeteer-core");
    const { default: puppeteer } = (await import(pathToFileURL(module).href)) as { readonly default: Puppeteer };
    browser = await puppeteer.launch(headlessChromium());
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

  test("shows the plan, and previews a well with the bytes that Node computes", async () => {
    expect(await visited.evaluate(textsOf("#plan td:first-child"))).toEqual([
      "smooth",
      "segment",
      "measure",
      "merge-nuclei",
      "wells",
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

  test("loads nothing but its own script, and reports nothing to the console", () => {
    expect(requests).toEqual([page, page.replace("index.html", "page.js")]);
    expect(complaints).toEqual([]);
  });
});
