import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { difference, type GuideBlock, guideBlocks, shownCommands } from "./guide-blocks.ts";
import { runOhcs } from "./run-ohcs.ts";

/** A guide whose blocks are tests. */
export interface RunGuide {
  /** File name below `docs/guides`. */
  readonly name: string;
  readonly folder: () => string;
  /** Variables beside those of this process. */
  readonly env?: Readonly<Record<string, string>>;
}

/**
 * Registers a test for each block of a guide, in its order: each finds what those before it made. Files are written, commands
 * must print what is shown, tables begin as shown. Returns the blocks.
 */
export async function runGuide({ name, folder, env = {} }: RunGuide): Promise<readonly GuideBlock[]> {
  const blocks = guideBlocks(await readFile(new URL(`../../../docs/guides/${name}`, import.meta.url), "utf8"));
  const named = blocks.map((block) => [`${block.language} ${block.file ?? block.text.split("\n")[0]}`, block] as const);
  test.each(named)("the guide's %s", async (_, block) => {
    if (block.language === "console") await expectPrinted(block, folder(), env);
    else if (block.language === "csv") await expectBeginning(block, folder());
    else if (block.file !== null) await writeFile(join(folder(), block.file), block.text);
  });
  return blocks;
}

async function expectPrinted(block: GuideBlock, folder: string, env: RunGuide["env"]): Promise<void> {
  for (const { argv, printed } of shownCommands(block)) {
    const { out, err } = await runOhcs(folder, argv, undefined, env);
    const lines = `${err}${out}`.trimEnd().split("\n");
    expect(difference(printed, lines), argv.join(" ")).toBeNull();
  }
}

/** The file may go on after the lines that are shown. */
async function expectBeginning({ file, text }: GuideBlock, folder: string): Promise<void> {
  const lines = (await readFile(join(folder, file ?? ""), "utf8")).split("\n");
  expect(difference([...text.trimEnd().split("\n"), "…"], lines), file ?? "").toBeNull();
}
