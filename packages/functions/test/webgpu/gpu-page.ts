import { createRequire } from "node:module";
import { fileURLToPath, pathToFileURL } from "node:url";
import { type BrowserCommand, headlessChromium } from "@ohcs/testkit/gpu-drivers";
import { build } from "esbuild";
import type { GpuProcess, GpuReply, Greeting } from "./gpu-process.ts";
import { readTyped, writeTyped } from "./typed-json.ts";

/** What is used of `puppeteer-core`, which deep tests alone install. */
interface Puppeteer {
  launch(options: BrowserCommand & { readonly protocolTimeout: number }): Promise<Browser>;
}

interface Browser {
  newPage(): Promise<Page>;
  close(): Promise<void>;
}

interface Page {
  setRequestInterception(isOn: true): Promise<void>;
  on(event: "request", listener: (request: Request) => void): void;
  on(event: "pageerror", listener: (error: Error) => void): void;
  goto(url: string): Promise<unknown>;
  addScriptTag(script: { readonly type: "module"; readonly content: string }): Promise<unknown>;
  waitForFunction(script: string): Promise<unknown>;
  evaluate<Result>(script: string): Promise<Result>;
}

interface Request {
  respond(response: { readonly contentType: string; readonly body: string }): Promise<void>;
}

/** Some kernels take SwiftShader minutes. */
const LONGEST_MS = 1_800_000;

/** A page in a browser that holds a device; whatever of the packages needs Node fails to build. */
export async function startGpuPage(): Promise<GpuProcess> {
  const entryPoints = [fileURLToPath(new URL("../fixtures/webgpu-page.mjs", import.meta.url))];
  const options = { bundle: true, format: "esm", platform: "browser", write: false, logLevel: "silent" } as const;
  const built = await build({ entryPoints, ...options });
  const module = createRequire(import.meta.url).resolve("puppeteer-core");
  const { default: puppeteer } = (await import(pathToFileURL(module).href)) as { readonly default: Puppeteer };
  const browser = await puppeteer.launch({ ...headlessChromium(), protocolTimeout: LONGEST_MS });
  const page = await browser.newPage();
  // Only pages of this machine, or with a certificate, have a GPU.
  await page.setRequestInterception(true);
  page.on("request", (request) => void request.respond({ contentType: "text/html", body: "<!doctype html>" }));
  await page.goto("http://localhost/");
  const failed = new Promise<never>((_, reject) => page.on("pageerror", reject));
  await page.addScriptTag({ type: "module", content: built.outputFiles[0]?.text ?? "" });
  await Promise.race([page.waitForFunction("globalThis.greeting !== undefined"), failed]);
  return {
    greeting: await page.evaluate<Greeting>("greeting"),
    ask: async (job) => readTyped(await page.evaluate(`answer(${JSON.stringify(writeTyped(job))})`)) as GpuReply,
    end: () => void browser.close(),
  };
}
