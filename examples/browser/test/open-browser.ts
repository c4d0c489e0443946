import { createRequire } from "node:module";
import { pathToFileURL } from "node:url";
import { type BrowserCommand, headlessChromium } from "@ohcs/testkit/gpu-drivers";

/** What is used of `puppeteer-core`, which deep tests alone install. */
export interface Page {
  goto(url: string): Promise<unknown>;
  on(event: "console" | "pageerror" | "request", listener: (what: { text(): string; url(): string }) => void): void;
  waitForFunction(script: string): Promise<unknown>;
  evaluate<Result>(script: string): Promise<Result>;
  click(selector: string): Promise<void>;
  select(selector: string, value: string): Promise<unknown>;
}

export interface Browser {
  newPage(): Promise<Page>;
  close(): Promise<void>;
}

interface Puppeteer {
  launch(command: BrowserCommand): Promise<Browser>;
}

/** The headless Chromium of deep tests. */
export async function openBrowser(): Promise<Browser> {
  const module = createRequire(import.meta.url).resolve("puppeteer-core");
  const { default: puppeteer } = (await import(pathToFileURL(module).href)) as { readonly default: Puppeteer };
  return puppeteer.launch(headlessChromium());
}
