import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { type Browser, openBrowser, type Page } from "./browser-page.ts";

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
    const browser = await openBrowser();
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

  /** Keeps what is seen as a picture among the results of the tests. */
  async keep(name: string, fullPage = false): Promise<void> {
    await this.page.waitForFunction(
      `[...document.querySelectorAll(".picture canvas")].every((one) => one.dataset.drawn !== undefined)`,
    );
    const folder = fileURLToPath(new URL("../.test-results/", import.meta.url));
    await mkdir(folder, { recursive: true });
    await this.page.screenshot({ path: join(folder, `${name}.png`), fullPage });
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.#browser.close();
  }
}
