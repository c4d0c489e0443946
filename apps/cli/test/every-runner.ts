import { join } from "node:path";
import { expect } from "vitest";
import { contentsOf } from "./file-tree.ts";
import { succeed } from "./zarr-plates.ts";

const EVERY = [
  ["inline", "1"],
  ["threads", "2"],
  ["processes", "2"],
] as const;
const VARIANTS =
  process.env.OHCS_TEST_DEPTH === undefined ? EVERY : ([...EVERY, ["threads", "1"], ["threads", "4"]] as const);

/** Runs `argvOf` a folder on every runner, at depth also with several numbers of workers, and expects equal trees of more than 20 files. */
export async function expectEqualTrees(
  directory: string,
  argvOf: (out: string) => readonly string[],
): Promise<Readonly<Record<string, string>>> {
  const trees: Readonly<Record<string, string>>[] = [];
  for (const [runner, workers] of VARIANTS) {
    const out = `out-${runner}-${workers}`;
    await succeed(directory, [...argvOf(out), "--runner", runner, "--workers", workers]);
    trees.push(await contentsOf(join(directory, out)));
  }
  const [first = {}, ...others] = trees;
  expect(Object.keys(first).length).toBeGreaterThan(20);
  for (const tree of others) expect(tree).toEqual(first);
  return first;
}
