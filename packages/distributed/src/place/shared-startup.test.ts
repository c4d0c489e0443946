import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { sha256Hex } from "@ohcs/context";
import { afterEach, beforeEach, expect, test } from "vitest";
import { localStartup, shareStartup } from "./shared-startup.ts";

let here = "";
let there = "";
beforeEach(async () => {
  here = await mkdtemp(join(tmpdir(), "ohcs-place-"));
  there = await mkdtemp(join(tmpdir(), "ohcs-place-"));
});
afterEach(() => Promise.all([here, there].map((folder) => rm(folder, { recursive: true }))));

/** A package as it is installed in a folder. */
async function install(folder: string, version: string, code: string): Promise<string> {
  await writeFile(join(folder, "package.json"), JSON.stringify({ version }));
  await writeFile(join(folder, "index.mjs"), code);
  return pathToFileURL(join(folder, "index.mjs")).href;
}

const shared = async (modules: Readonly<Record<string, string>>) =>
  shareStartup({ modules, roots: { output: join(here, "out") }, runId: "r" }, { lab: here });

test("start-up data of other machines hold no path of this one, and are found there by names", async () => {
  const url = await install(here, "1.0.0", "export const a = 1;");
  const theirs = await install(there, "1.0.0", "export const a = 1;");
  const data = await shared({ functions: url, absent: url });
  expect(JSON.stringify(data)).not.toContain(here);
  const found = await localStartup(data, { lab: there }, (name) => (name === "functions" ? theirs : null));
  expect(found).toEqual({ modules: { functions: theirs }, roots: { output: join(there, "out") }, runId: "r" });
});

test.each([
  ["2.0.0", "export const a = 2;", "expected version '1.0.0', got version '2.0.0'"],
  ["1.0.0", "export const a = 2;", "expected version '1.0.0', got other content"],
])("a module of version %s with %j on a worker is refused", async (version, code, reason) => {
  const data = await shared({ functions: await install(here, "1.0.0", "export const a = 1;") });
  const theirs = await install(there, version, code);
  await expect(localStartup(data, { lab: there }, () => theirs)).rejects.toMatchObject({
    code: "MODULE_DIFFERS",
    message: expect.stringContaining(reason),
  });
});

test("a module of the user's is taken from the run, and only with the content that was compiled", async () => {
  const code = "export const mine = 1;";
  const sha256 = sha256Hex(code);
  for (const folder of [here, there]) {
    await mkdir(join(folder, "out/.ohcs/modules"), { recursive: true });
    await writeFile(join(folder, `out/.ohcs/modules/${sha256}.mjs`), code);
  }
  const urlIn = (folder: string) => pathToFileURL(join(folder, `out/.ohcs/modules/${sha256}.mjs`)).href;
  const data = await shared({ [`user:${sha256}`]: urlIn(here) });
  const never = () => expect.fail("asked for a user's module");
  const found = await localStartup(data, { lab: there }, never);
  expect(found.modules).toEqual({ [`user:${sha256}`]: urlIn(there) });
  const other = await mkdtemp(join(tmpdir(), "ohcs-place-"));
  await mkdir(join(other, "out/.ohcs/modules"), { recursive: true });
  await writeFile(join(other, `out/.ohcs/modules/${sha256}.mjs`), "process.exit()");
  await expect(localStartup(data, { lab: other }, never)).rejects.toMatchObject({ code: "MODULE_DIFFERS" });
  await rm(other, { recursive: true });
});
