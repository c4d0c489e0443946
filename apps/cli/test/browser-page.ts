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
  setViewport(size: { readonly width: number; readonly height: number }): Promise<void>;
  focus(selector: string): Promise<void>;
  readonly keyboard: { press(key: string): Promise<void> };
  readonly mouse: { move(x: number, y: number): Promise<void> };
  screenshot(options: { readonly path: string }): Promise<unknown>;
}

export interface Browser {
  newPage(): Promise<Page>;
  close(): Promise<void>;
}

/** The Chromium of deep tests, whose WebGL is SwiftShader's. */
export async function openBrowser(): Promise<Browser> {
  const module = createRequire(import.meta.url).resolve("puppeteer-core");
  const { default: puppeteer } = (await import(pathToFileURL(module).href)) as {
    readonly default: { launch(command: BrowserCommand): Promise<Browser> };
  };
  const { args, ...command } = headlessChromium();
  const webgl = ["--use-gl=angle", "--use-angle=swiftshader", "--enable-unsafe-swiftshader", "--ignore-gpu-blocklist"];
  return puppeteer.launch({ ...command, args: [...args, ...webgl] });
}
