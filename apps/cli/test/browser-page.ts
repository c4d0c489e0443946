import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { pathToFileURL } from "node:url";
import { type BrowserCommand, headlessChromium } from "@ohcs/testkit/gpu-drivers";

/** What is used of `puppeteer-core`, which deep tests alone install. */
export interface Page {
  goto(url: string): Promise<unknown>;
  on(event: "console" | "pageerror" | "request", listener: (what: { text(): string; url(): string }) => void): void;
  evaluate<Result>(script: string): Promise<Result>;
  waitForFunction(script: string, options?: { readonly timeout: number }): Promise<unknown>;
  waitForNetworkIdle(options: { readonly idleTime: number }): Promise<void>;
  focus(selector: string): Promise<void>;
  readonly keyboard: { press(key: string): Promise<void> };
  readonly mouse: { move(x: number, y: number): Promise<void> };
  select(selector: string, value: string): Promise<unknown>;
  setViewport(size: { readonly width: number; readonly height: number }): Promise<void>;
  emulateMediaFeatures(features: readonly { readonly name: string; readonly value: string }[]): Promise<void>;
  emulateMediaType(type: "screen" | "print"): Promise<void>;
  screenshot(options: { readonly path: string; readonly fullPage?: boolean }): Promise<unknown>;
}

export interface Browser {
  newPage(): Promise<Page>;
  close(): Promise<void>;
}

const { resolve } = createRequire(import.meta.url);

/** The Chromium of deep tests, whose WebGL is SwiftShader's. */
export async function openBrowser(): Promise<Browser> {
  const { default: puppeteer } = (await import(pathToFileURL(resolve("puppeteer-core")).href)) as {
    readonly default: { launch(command: BrowserCommand): Promise<Browser> };
  };
  const { args, ...command } = headlessChromium();
  const webgl = ["--use-gl=angle", "--use-angle=swiftshader", "--enable-unsafe-swiftshader", "--ignore-gpu-blocklist"];
  return puppeteer.launch({ ...command, args: [...args, ...webgl] });
}

/** What axe finds fault with, as texts. It is no part of the page: the browser runs it in spite of the page's policy. */
export async function violations(page: Page): Promise<readonly string[]> {
  await page.evaluate(await readFile(resolve("axe-core/axe.min.js"), "utf8"));
  const shown = "(node) => id + ': ' + node.html.slice(0, 200) + ' ' + node.failureSummary";
  return page.evaluate(
    `axe.run().then(({ violations }) => violations.flatMap(({ id, nodes }) => nodes.map(${shown})))`,
  );
}
