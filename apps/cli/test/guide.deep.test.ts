import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { runGuide } from "./run-guide.ts";
import { runOhcs } from "./run-ohcs.ts";
import { startView } from "./view-server.ts";

let folder = "";
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "ohcs-guide-"));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const blocks = await runGuide({ name: "write-a-pipeline.md", folder: () => folder });
await runGuide({ name: "analyse-a-plate.md", folder: () => folder, env: { OHCS_REPORT: "true" } });

test("the guide shows files, commands and tables, and the shell block prints the schema that the first file names", async () => {
  const count = (language: string) => blocks.filter((block) => block.language === language).length;
  expect(["yaml", "ts", "console", "csv", "sh"].map(count).every((found) => found > 0)).toBe(true);
  const [shell] = blocks.filter(({ language }) => language === "sh");
  expect(shell?.text).toBe("ohcs schema pipeline > pipeline.schema.json\n");
  const { exitCode, out } = await runOhcs(folder, ["schema", "pipeline"]);
  expect([exitCode, JSON.parse(out).title]).toEqual([0, "OHCS pipeline"]);
});

test("the guide's YAML and TypeScript forms of a pipeline compile to the same contexts", async () => {
  const fingerprints = [];
  for (const file of ["nuclei.yaml", "nuclei.ts"]) {
    const { out } = await runOhcs(folder, ["plan", "demo", "-p", file, "--json"]);
    fingerprints.push(JSON.parse(out).plan.fingerprint);
  }
  expect(fingerprints[0]).toMatch(/^[0-9a-f]{64}$/);
  expect(fingerprints[1]).toBe(fingerprints[0]);
});

test("the guide's 'ohcs view result' serves the images of all wells on this machine", async () => {
  const server = await startView(folder, ["result"]);
  const { origin, hostname, searchParams } = new URL(server.url);
  const headers = { authorization: `Bearer ${searchParams.get("token")}` };
  const { wells } = (await (await fetch(`${origin}/api/plate`, { headers })).json()) as { readonly wells: unknown[] };
  expect([hostname, wells.length]).toEqual(["127.0.0.1", 24]);
  expect(await server.end()).toBe(0);
});
