import { mkdir, readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { type BrowserCommand, headlessChromium } from "@ohcs/testkit/gpu-drivers";

/** What is used of `puppeteer-core`, which deep tests alone install. */
interface Page {
  goto(url: string): Promise<unknown>;
  on(event: "console" | "pageerror" | "request", listener: (what: { text(): string; url(): string }) => void): void;
  evaluate<Result>(script: string): Promise<Result>;
  waitForFunction(script: string): Promise<unknown>;
  focus(selector: string): Promise<void>;
  readonly keyboard: { press(key: string): Promise<void> };
  select(selector: string, value: string): Promise<unknown>;
  setViewport(size: { readonly width: number; readonly height: number }): Promise<void>;
  emulateMediaFeatures(features: readonly { readonly name: string; readonly value: string }[]): Promise<void>;
  emulateMediaType(type: "screen" | "print"): Promise<void>;
  screenshot(options: { readonly path: string; readonly fullPage?: boolean }): Promise<unknown>;
}
interface Browser {
  newPage(): Promise<Page>;
  close(): Promise<void>;
}
interface Puppeteer {
  launch(command: BrowserCommand): Promise<Browser>;
}

const { resolve } = createRequire(import.meta.url);

/** Pages opened from disk in Chromium, and what went wrong in them. */
export class ReportPage implements AsyncDisposable {
  readonly page: Page;
  /** What was said on the console, and errors. */
  readonly complaints: string[] = [];
  /** What was loaded beside data of the page itself. */
  readonly requests: string[] = [];
  readonly #browser: Browser;

  constructor(browser: Browser, page: Page) {
    [this.#browser, this.page] = [browser, page];
    page.on("console", (message) => this.complaints.push(message.text()));
    page.on("pageerror", (error) => this.complaints.push(String(error)));
    page.on("request", (request) => {
      if (!/^(data|blob):/.test(request.url())) this.requests.push(request.url());
    });
  }

  static async launch(): Promise<ReportPage> {
    const { default: puppeteer } = (await import(pathToFileURL(resolve("puppeteer-core")).href)) as {
      readonly default: Puppeteer;
    };
    const browser = await puppeteer.launch(headlessChromium());
    const page = await browser.newPage();
    await page.setViewport({ width: 1400, height: 1000 });
    return new ReportPage(browser, page);
  }

  async open(...path: readonly string[]): Promise<void> {
    await this.page.goto(pathToFileURL(join(...path)).href);
  }

  /** The texts of all elements that a selector finds. */
  texts(selector: string): Promise<readonly string[]> {
    return this.page.evaluate(
      `[...document.querySelectorAll(${JSON.stringify(selector)})].map((one) => one.textContent)`,
    );
  }

  /** Clicks the first element that a selector finds with exactly that text. */
  async click(selector: string, text: string): Promise<void> {
    const find = `[...document.querySelectorAll(${JSON.stringify(selector)})].find((one) => one.textContent === ${JSON.stringify(text)})`;
    await this.page.evaluate(`${find}.click()`);
  }

  /** What axe finds fault with, as texts. */
  async violations(): Promise<readonly string[]> {
    // What is loaded into the page from here is no part of it: the page's policy lets it run, for it is inline.
    await this.page.evaluate(await readFile(resolve("axe-core/axe.min.js"), "utf8"));
    const told = "(node) => id + ': ' + node.html.slice(0, 200) + ' ' + node.failureSummary";
    return this.page.evaluate(
      `axe.run().then(({ violations }) => violations.flatMap(({ id, nodes }) => nodes.map(${told})))`,
    );
  }

  /** Keeps what is seen as a picture among the results of the tests. */
  async keep(name: string, fullPage = false): Promise<void> {
    await this.page.waitForFunction(
      `[...document.querySelectorAll(".picture canvas")].every((one) => one.dataset.drawn !== undefined)`,
    );
    const folder = new URL("../.test-results/", import.meta.url).pathname;
    await mkdir(folder, { recursive: true });
    await this.page.screenshot({ path: join(folder, `${name}.png`), fullPage });
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.#browser.close();
  }
}
