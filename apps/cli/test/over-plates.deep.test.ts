import { cp, readdir, truncate, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { contentsOf } from "./file-tree.ts";
import { PIPELINE, twoPlates } from "./plates-with-a-phase-over.ts";

/** Cuts every image of a plate, or of one of its wells, in half. */
async function damage(plate: string, well = ""): Promise<void> {
  const files = (await readdir(plate, { recursive: true })).filter((file) => /\.tiff?$/i.test(file));
  for (const file of files.filter((name) => name.includes(well))) await truncate(join(plate, file), 600);
}

test("what a pipeline does over plates runs once, when all have ended, beside their outputs", async () => {
  await using sample = await twoPlates();
  const { folder, run, plates, ohcs } = sample;
  const { exitCode, out, err } = await run();
  expect(exitCode).toBe(0);
  const result = JSON.parse(out);
  expect(result.plates.map(({ plateId }: { plateId: string }) => plateId)).toEqual(["tiny", "other"]);
  expect(result.batch).toMatchObject({
    plateId: "screen_batch",
    status: "complete",
    outputRoot: join(folder, "out/screen_batch_openhcs"),
    wells: { other: { status: "success" }, tiny: { status: "success" } },
  });
  expect(err).toMatch(/screen_batch {2}over 2 plates\nscreen_batch: 2 plates on \d+ × \w+\n/);
  const { out: status } = await ohcs("status", "out/screen_batch_openhcs");
  expect(status).toMatch(/^screen_batch {2}screen: complete {2}2 plates\n/);
  expect(status).toMatch(/success +2 {2}other, tiny\n/);
  const { out: resumed } = await ohcs("resume", "out/screen_batch_openhcs", "--json");
  expect(JSON.parse(resumed).phases[0].result.status).toBe("skipped");
  expect(await plates()).toEqual(["other", "other", "tiny", "tiny"]);

  const again = JSON.parse((await run("--resume")).out);
  expect(again.batch.phases[0].result.status).toBe("skipped");
  await damage(join(folder, "other"), "B02");
  const changed = await run("--resume");
  expect(changed.exitCode).toBe(3);
  expect(JSON.parse(changed.out).batch.phases[0].result.status).toBe("success");
  const shown = await ohcs("run", "tiny", "other", "-p", "p.yaml", "-o", "out", "--resume");
  expect(shown.out).toMatch(/screen_batch complete in .*: 2 plates, 2 succeeded\n/);
});

test("its output is the same for every runner and width, and in the order of names", async () => {
  await using sample = await twoPlates();
  const { folder, ohcs } = sample;
  const trees: string[] = [];
  const settings = ["inline 1", "threads 1", "threads 4", "processes 2"].map((one) => one.split(" "));
  for (const [i, [runner = "", workers = ""]] of settings.entries()) {
    const named = i % 2 === 0 ? ["tiny", "other"] : ["other", "tiny"];
    const { exitCode } = await ohcs(
      "run",
      ...named,
      "-p",
      "p.yaml",
      "-o",
      `out-${i}`,
      "--runner",
      runner,
      "--workers",
      workers,
    );
    expect(exitCode).toBe(0);
    const files = Object.entries(await contentsOf(join(folder, `out-${i}`)));
    trees.push(JSON.stringify(files.filter(([path]) => !path.includes("/.ohcs/"))));
  }
  expect(trees[0]).toContain("screen_batch_openhcs/results/all.csv");
  for (const tree of trees) expect(tree).toBe(trees[0]);
});

test("a plate that fails is left out and said to be; one that is missing stops all before the first pixel", async () => {
  await using sample = await twoPlates();
  const { folder, run, plates, ohcs } = sample;
  await damage(join(folder, "tiny"));
  const { exitCode, out } = await run();
  expect(exitCode).toBe(3);
  expect(JSON.parse(out).batch.phases[0]).toMatchObject({
    contributors: ["other"],
    excluded: [{ well: "tiny", reason: "failed" }],
  });
  expect(await plates()).toEqual(["other", "other"]);
  const before = await contentsOf(join(folder, "out"));
  const missing = await ohcs("run", "other", "nowhere", "-p", "p.yaml", "-o", "elsewhere", "--json");
  expect(missing.exitCode).toBe(1);
  expect(await readdir(folder)).not.toContain("elsewhere");
  expect(await contentsOf(join(folder, "out"))).toEqual(before);
});

test("plans show what is done over plates; two plates of one name and files of single wells are refused", async () => {
  await using sample = await twoPlates();
  const { folder, ohcs } = sample;
  const plan = await ohcs("plan", "tiny", "other", "-p", "p.yaml", "-o", "out");
  expect(plan.exitCode).toBe(0);
  expect(plan.out).toMatch(/screen over other, tiny {2}2 plates\n\nphase 1 {2}reduction 'all'\n/);
  expect(plan.out).toMatch(/table:wells of all plates .*results\/all\.csv\n/);
  const json = await ohcs("plan", "tiny", "-p", "p.yaml", "--json");
  expect(JSON.parse(json.out)).toMatchObject({ plans: [{ plateId: "tiny" }], batch: { wells: ["tiny"] } });

  await cp(join(folder, "tiny"), join(folder, "copy/tiny"), { recursive: true });
  const twice = await ohcs("run", "tiny", "copy/tiny", "-p", "p.yaml", "-o", "out", "--json");
  expect(twice.exitCode).toBe(2);
  expect(twice.out).toContain("PLATE_NAME_DUPLICATE");
  const apart = await ohcs("run", "other", "copy/tiny", "-p", "p.yaml", "--json");
  expect([apart.exitCode, apart.out.includes("PLATES_APART")]).toEqual([2, true]);

  const ofWells = PIPELINE.replace("func: { use: countNuclei } }", "func: { use: measureHistogram } }");
  await writeFile(join(folder, "p.yaml"), ofWells.replace("table:wells", "json:histogram"));
  const refused = await ohcs("run", "tiny", "other", "-p", "p.yaml", "-o", "out", "--json");
  expect(refused.exitCode).toBe(2);
  expect(refused.out).toContain("which is stored per well");
  expect(await readdir(folder)).not.toContain("out");
  const saved = await ohcs("plan", "tiny", "-p", "p.yaml", "--save", "plan.json", "--json");
  expect([saved.exitCode, JSON.parse(saved.out).error]).toMatchObject([
    1,
    {
      code: "PLAN_OF_SEVERAL",
      message: expect.stringContaining("got one that reduces over plates"),
      remedy: expect.stringContaining("'ohcs run tiny -p p.yaml'"),
    },
  ]);
  expect(await readdir(folder)).not.toContain("plan.json");
});

test("status, why and logs find plates and their wells in the folder of all, and from what was made over them", async () => {
  await using sample = await twoPlates();
  const { run, ohcs } = sample;
  await run();
  const { runs } = JSON.parse((await ohcs("status", "out", "--json")).out);
  const names = (all: readonly { readonly plateId: string }[]) => all.map(({ plateId }) => plateId);
  expect(names(runs)).toEqual(["other", "screen_batch", "tiny"]);
  const { out: shown } = await ohcs("status", "out");
  expect(shown).toMatch(
    /^other {2}screen: complete {2}2 wells\n(.*\n)*\nscreen_batch .*\n(.*\n)*\ntiny {2}screen: complete/,
  );
  for (const folder of ["out", "out/screen_batch_openhcs"]) {
    expect((await ohcs("why", folder, "tiny/A01")).out).toMatch(/^A01 is up to date/);
    expect(JSON.parse((await ohcs("logs", folder, "other/B02", "--json")).out)).toMatchObject({ state: "success" });
    const errorOf = async (...argv: readonly string[]) => JSON.parse((await ohcs(...argv, "--json")).out).error;
    expect(await errorOf("why", folder, "A01")).toMatchObject({
      code: "PLATE_UNKNOWN",
      details: { plates: ["other", "tiny"] },
      message: "Cannot find well 'A01': expected PLATE/WELL of 2 plates, got no plate",
      remedy: "Name plate and well: 'other/A01'.",
    });
    expect(await errorOf("logs", folder, "tiny")).toMatchObject({ remedy: "Name plate and well: 'tiny/A01'." });
    expect(await errorOf("why", folder, "tinny/A01")).toMatchObject({ remedy: "Did you mean 'tiny'?" });
    expect(await errorOf("why", folder, "tiny/H12")).toMatchObject({ code: "WELL_UNKNOWN", details: { well: "H12" } });
  }
  const refused = await ohcs("resume", "out", "--json");
  expect([refused.exitCode, JSON.parse(refused.out).error.code]).toEqual([1, "PLATE_UNKNOWN"]);
});
