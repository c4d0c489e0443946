import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { contentsOf } from "./file-tree.ts";
import { pipeline } from "./lingering-pipeline.ts";
import { runHere } from "./run-here.ts";
import { runOhcs, statuses } from "./run-ohcs.ts";
import { samplePlate } from "./sample-plate.ts";

const WELLS = ["A01", "A02", "A03", "A04"];
const treeOf = async (root: string) =>
  Object.fromEntries(Object.entries(await contentsOf(root)).filter(([path]) => !path.startsWith(".ohcs")));

test("a run killed by SIGKILL is seen as interrupted, and resume finishes it to the tree of an uninterrupted one", async () => {
  await using sample = await samplePlate({ wells: WELLS });
  const { folder } = sample;
  await writeFile(join(folder, "p.ts"), pipeline(1, 300));
  const run = ["run", "tiny", "-p", "p.ts", "--workers", "1", "-o"];
  await runHere(folder, [...run, "whole"]);
  await runOhcs(folder, [...run, "out"], async (child) => {
    await expect
      .poll(() => readFile(join(folder, "out/.ohcs/wells/A01.json"), "utf8").catch(() => null), { timeout: 20_000 })
      .not.toBeNull();
    child.kill("SIGKILL");
  });
  const before = JSON.parse((await runHere(folder, ["status", "out", "--json"])).out);
  expect(before).toMatchObject({
    status: "interrupted",
    wells: { A01: { state: "success" }, A04: { state: "pending" } },
  });

  const resumed = await runHere(folder, ["resume", "out", "--json"]);
  expect(resumed.exitCode).toBe(0);
  expect(statuses(resumed.out)[0]).toBe("skipped");
  expect(statuses(resumed.out).at(-1)).toBe("success");
  expect(await treeOf(join(folder, "out"))).toEqual(await treeOf(join(folder, "whole")));
  const { out } = await runHere(folder, ["status", "out"]);
  expect(out).toMatch(/p: complete/);
});

test("a well that costs its worker is in quarantine, which the summary of the run and status show", async () => {
  await using sample = await samplePlate({ wells: ["A01"] });
  const { folder } = sample;
  await writeFile(join(folder, "p.ts"), pipeline(1).replace('console.log("shifting")', "process.exit(3)"));
  const run = await runHere(folder, ["run", "tiny", "-p", "p.ts", "-o", "out", "--runner", "threads"]);
  const line = /quarantine +why +attempts +code\n +A01 +cost its worker +1 +FUNCTION_EXITED\n/;
  expect(run.out).toMatch(line);
  expect((await runHere(folder, ["status", "out"])).out).toMatch(line);
  const { quarantine } = JSON.parse((await runHere(folder, ["status", "out", "--json"])).out);
  expect(quarantine).toEqual([{ well: "A01", reason: "costWorker", attempts: 1, code: "FUNCTION_EXITED" }]);
});
