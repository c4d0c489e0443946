import { fileURLToPath } from "node:url";
import { runInThisContext } from "node:vm";
import { mustHaveSwiftShader } from "@ohcs/testkit/gpu-drivers";
import { build } from "esbuild";
import { expect, test } from "vitest";
import { openBrowser } from "./open-browser.ts";

const fixture = fileURLToPath(new URL("../../../packages/kernels/test/fixtures/every-kernel.mjs", import.meta.url));
const entry = `
  import * as kernels from "@ohcs/kernels";
  import * as codecs from "@ohcs/kernels/codecs";
  import { digestsOf } from ${JSON.stringify(fixture)};
  export const digests = () => digestsOf({ ...kernels, ...codecs });`;

/** A script whose last value is the digest of what each kernel makes of the same planes, by name. */
async function digestScript(): Promise<string> {
  const stdin = { contents: entry, resolveDir: fileURLToPath(new URL(".", import.meta.url)) };
  const { outputFiles } = await build({
    stdin,
    bundle: true,
    write: false,
    format: "iife",
    globalName: "found",
    platform: "browser",
    logOverride: { "ignored-bare-import": "silent" },
  });
  return `${outputFiles[0]?.text}; found.digests();`;
}

if (!mustHaveSwiftShader)
  process.stderr.write("NO KERNELS IN CHROMIUM: its browser is @sparticuz/chromium, for Linux on x64\n");

test.runIf(mustHaveSwiftShader)("every kernel gives the same bytes in Chromium and in Node", async () => {
  const script = await digestScript();
  const browser = await openBrowser();
  try {
    const inChromium = await (await browser.newPage()).evaluate<Readonly<Record<string, string>>>(script);
    expect(inChromium).toEqual(runInThisContext(script));
    expect(Object.keys(inChromium).length).toBeGreaterThan(45);
  } finally {
    await browser.close();
  }
});
