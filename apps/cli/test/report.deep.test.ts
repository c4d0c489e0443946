import { mkdir } from "node:fs/promises";
import { createRequire } from "node:module";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { type BrowserCommand, headlessChromium, mustHaveSwiftShader } from "@ohcs/testkit/gpu-drivers";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { reportedRun } from "./reported-run.ts";
import { runOhcs } from "./run-ohcs.ts";

/** What is used of `puppeteer-core`, which deep tests alone install. */
interface Page {
  goto(url: string): Promise<unknown>;
  on(event: "console" | "pageerror" | "request", listener: (what: { text(): string; url(): string }) => void): void;
  evaluate<Result>(script: string): Promise<Result>;
  focus(selector: string): Promise<void>;
  readonly keyboard: { press(key: string): Promise<void> };
  select(selector: string, value: string): Promise<unknown>;
  screenshot(options: { readonly path: string; readonly fullPage: boolean }): Promise<unknown>;
}
interface Browser {
  newPage(): Promise<Page>;
  close(): Promise<void>;
}
interface Puppeteer {
  launch(command: BrowserCommand): Promise<Browser>;
}

if (!mustHaveSwiftShader)
  process.stderr.write("NO TESTS OF THE REPORT'S PAGE: its browser is @sparticuz/chromium, for Linux on x64\n");

describe.runIf(mustHaveSwiftShader)("a report, opened from disk in Chromium", () => {
  let browser: Browser;
  let page: Page;
  let sample: Awaited<ReturnType<typeof reportedRun>>;
  const [complaints, requests]: [string[], string[]] = [[], []];
  const texts = (selector: string) =>
    page.evaluate<string[]>(`[...document.querySelectorAll("${selector}")].map((one) => one.textContent)`);

  beforeAll(async () => {
    sample = await reportedRun();
    await runOhcs(sample.folder, ["report", "out"]);
    const module = createRequire(import.meta.url).resolve("puppeteer-core");
    const { default: puppeteer } = (await import(pathToFileURL(module).href)) as { readonly default: Puppeteer };
    browser = await puppeteer.launch(headlessChromium());
    page = await browser.newPage();
    page.on("console", (message) => complaints.push(message.text()));
    page.on("pageerror", (error) => complaints.push(String(error)));
    page.on("request", (request) => requests.push(request.url()));
    await page.goto(pathToFileURL(join(sample.folder, "out", "report.html")).href);
  });
  afterAll(async () => {
    await browser?.close();
    await sample?.[Symbol.asyncDispose]();
  });

  test("names the failure first, and shows the failed well without a click", async () => {
    expect((await texts("section:first-of-type tbody tr"))[0]).toMatch(/^IMAGE_TRUNCATED1A01/);
    expect(await texts("h3")).toEqual(["A01"]);
    expect((await texts("pre"))[0]).toContain("Cannot read");
  });

  test("shows the wells in any column's colours, and walks them by keys", async () => {
    const counts = await page.evaluate<string>(
      `[...document.querySelectorAll("option")].find((one) => one.textContent === "Count_Nuclei").value`,
    );
    await page.select("select", counts);
    const labels = await page.evaluate<string[]>(`[...document.querySelectorAll(".well")].map((one) => one.ariaLabel)`);
    expect(labels[0]).toBe("A01: error (IMAGE_TRUNCATED)");
    expect(labels[1]).toMatch(/^B02: \d+$/);
    await page.focus(".well[aria-pressed=true]");
    await page.keyboard.press("ArrowRight");
    expect(await texts("h3")).toEqual(["B02"]);
    const pictures = await page.evaluate<boolean[]>(
      `Promise.all([...document.querySelectorAll(".picture img")].map((one) => one.decode().then(() => one.naturalWidth > 0)))`,
    );
    expect(pictures).toEqual([true, true, true, true]);
  });

  test("loads nothing else, reports nothing to the console, and is kept as a picture", async () => {
    expect(requests.filter((url) => !url.startsWith("data:"))).toHaveLength(1);
    expect(complaints).toEqual([]);
    const folder = new URL("../.test-results/", import.meta.url).pathname;
    await mkdir(folder, { recursive: true });
    await page.screenshot({ path: join(folder, "report.png"), fullPage: true });
  });
});
