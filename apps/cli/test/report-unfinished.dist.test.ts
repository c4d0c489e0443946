import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { ReportData } from "@ohcs/report";
import { expect, test } from "vitest";
import { pipeline } from "./lingering-pipeline.ts";
import { runHere } from "./run-here.ts";
import { runOhcs } from "./run-ohcs.ts";
import { samplePlate } from "./sample-plate.ts";

const WELLS = ["A01", "A02", "A03", "A04"];

test("a run that goes on has a report of the wells that have ended, and so has one that was killed", async () => {
  await using sample = await samplePlate({ wells: WELLS });
  const { folder } = sample;
  await writeFile(join(folder, "p.ts"), pipeline(1, 1500));
  const report = async () => {
    expect((await runHere(folder, ["report", "out"])).exitCode).toBe(0);
    const page = await readFile(join(folder, "out/report.html"), "utf8");
    const [, json = ""] = /<script type="application\/json" id="data">(.*)<\/script>\n/.exec(page) ?? [];
    const { plate, wells, sheets } = JSON.parse(json) as ReportData;
    const [opening = ""] = page.split('<section aria-labelledby="what-stands-out">');
    const states = Object.fromEntries(wells.map(({ well, state }) => [well, state]));
    return { status: plate.status, states, pictures: sheets[0]?.wells.length, opening };
  };
  const ran = await runOhcs(folder, ["run", "tiny", "-p", "p.ts", "--workers", "1", "-o", "out"], async (child) => {
    await expect
      .poll(() => readFile(join(folder, "out/.ohcs/wells/A01.json"), "utf8").catch(() => null), { timeout: 20_000 })
      .not.toBeNull();
    const running = await report();
    expect(running).toMatchObject({ status: "running", states: { A01: "success", A04: "pending" }, pictures: 4 });
    expect(running.opening).toMatch(/None so far.*Not ended yet: .*data-well="A04"/s);
    child.kill("SIGKILL");
  });
  expect(ran.exitCode).toBeNull();
  const stopped = await report();
  expect(stopped).toMatchObject({ status: "interrupted", states: { A01: "success", A04: "pending" }, pictures: 4 });
  expect(stopped.opening).toMatch(/Not run: .*data-well="A04"/s);
});
