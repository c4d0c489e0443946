import { describe, expect, test } from "vitest";
import { mustHaveSwiftShader } from "./chromium-package.ts";
import { startDriverPage } from "./driver-page.ts";

const ECHO = `
const send = (body) => fetch("replies", { method: "POST", body });
await send(JSON.stringify({ id: 0, value: { hasGpu: "gpu" in navigator } }));
for (;;) await send(await (await fetch("jobs")).text());`;

if (!mustHaveSwiftShader)
  process.stderr.write("NO TESTS OF BROWSERS: it comes with @sparticuz/chromium, for Linux on x64\n");

describe.each(mustHaveSwiftShader ? ["Chromium"] : [])("a page in %s", () => {
  test("has WebGPU, and answers jobs in their order", async () => {
    const page = await startDriverPage<{ hasGpu: boolean }, object, object>(ECHO);
    expect(page.greeting).toEqual({ hasGpu: true });
    const jobs = [{ data: Uint16Array.of(1, 65_535) }, { name: "second" }];
    expect(await Promise.all(jobs.map((job) => page.ask(job)))).toEqual(jobs);
    page.end();
    await expect(page.ask({})).rejects.toThrow("the browser ended");
  });

  test("whose script fails is an error with the reason", async () => {
    await expect(startDriverPage("null.planes")).rejects.toThrow("Cannot read properties of null (reading 'planes')");
    await expect(startDriverPage('import "@ohcs/context"')).rejects.toThrow("Failed to resolve module specifier");
  });
});
