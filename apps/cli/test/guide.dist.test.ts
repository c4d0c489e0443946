import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { difference, type GuideBlock, guideBlocks, shownCommands } from "./guide-blocks.ts";
import { runOhcs } from "./run-ohcs.ts";

const GUIDE = new URL("../../../docs/guides/write-a-pipeline.md", import.meta.url);
const blocks = guideBlocks(await readFile(GUIDE, "utf8"));

let folder = "";
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "ohcs-guide-"));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const named = blocks.map((block) => [`${block.language} ${block.file ?? block.text.split("\n")[0]}`, block] as const);

// In the order of the guide: each block finds what those before it made.
test.each(named)("the guide's %s", async (_, block) => {
  if (block.language === "console") await expectPrinted(block);
  else if (block.language === "csv") await expectBeginning(block);
  else if (block.file !== null) await writeFile(join(folder, block.file), block.text);
});

async function expectPrinted(block: GuideBlock): Promise<void> {
  for (const { argv, printed } of shownCommands(block)) {
    const { out, err } = await runOhcs(folder, argv);
    const lines = `${err}${out}`.trimEnd().split("\n");
    expect(difference(printed, lines), argv.join(" ")).toBeNull();
  }
}

/** The file may go on after the lines that are shown. */
async function expectBeginning({ file, text }: GuideBlock): Promise<void> {
  const lines = (await readFile(join(folder, file ?? ""), "utf8")).split("\n");
  expect(difference([...text.trimEnd().split("\n"), "…"], lines), file ?? "").toBeNull();
}

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
