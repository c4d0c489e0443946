import { appendFile, mkdir, readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { planePath, tinyPlate } from "@ohcs/testkit";
import { expect, test } from "vitest";
import { pipeline } from "./lingering-pipeline.ts";
import { runOhcs, statuses } from "./run-ohcs.ts";
import { samplePlate } from "./sample-plate.ts";

const WELLS = ["A01", "A02", "A03", "A04"];

test("resume runs wells where the run before ran them, as many at the same time, unless the command says otherwise", async () => {
  await using sample = await samplePlate({ wells: WELLS });
  const { folder } = sample;
  await writeFile(join(folder, "p.ts"), pipeline(1));
  await runOhcs(folder, ["run", "tiny", "-p", "p.ts", "-o", "out", "--workers", "2", "--set", "useThreading=false"]);
  const environment = async (...options: readonly string[]) => {
    await rm(join(folder, "out/.ohcs/wells"), { recursive: true });
    return JSON.parse((await runOhcs(folder, ["resume", "out", "--json", ...options])).out).environment;
  };
  expect(await environment()).toMatchObject({ runner: "processes", workers: 2 });
  expect(await environment("--runner", "threads")).toMatchObject({ runner: "threads", workers: 2 });
});

test("why names the parameter and the image that changed, and run --resume computes exactly the wells concerned", async () => {
  await using sample = await samplePlate({ wells: WELLS });
  const { folder, plate } = sample;
  await writeFile(
    join(folder, "p.json"),
    JSON.stringify({
      name: "p",
      steps: [{ name: "blur", func: { use: "gaussianBlur", with: { sigma: 1 } } }],
    }),
  );
  const run = ["run", "tiny", "-p", "p.json", "-o", "out", "--resume", "--json"];
  expect((await runOhcs(folder, run)).exitCode).toBe(0);
  expect(statuses((await runOhcs(folder, run)).out)).toEqual(WELLS.map(() => "skipped"));

  const file = planePath(tinyPlate(), { well: "A03", site: 1, channel: 1, zIndex: 1, timepoint: 1 });
  await appendFile(join(plate, file), "\0\0");
  const refused = await runOhcs(folder, ["resume", "out", "--json"]);
  expect(refused.exitCode).toBe(1);
  expect(JSON.parse(refused.out).error).toMatchObject({ code: "SOURCE_CHANGED", details: { examples: [file] } });
  expect(statuses((await runOhcs(folder, run)).out)).toEqual(["skipped", "skipped", "success", "skipped"]);
  const input = JSON.parse((await runOhcs(folder, ["why", "out", "A03", "--json"])).out);
  expect(input).toMatchObject({ verdict: "upToDate", changes: [{ what: "input", where: file }] });

  await writeFile(
    join(folder, "p.json"),
    (await readFile(join(folder, "p.json"), "utf8")).replace('"sigma":1', '"sigma":2'),
  );
  expect(statuses((await runOhcs(folder, run)).out)).toEqual(WELLS.map(() => "success"));
  expect((await runOhcs(folder, ["why", "out", "A01"])).out).toMatch(/parameter +step 'blur' gaussianBlur sigma +1 +2/);
});

test("why and logs describe one well; an unknown well and a folder without a run are errors with a code", async () => {
  await using sample = await samplePlate({ wells: WELLS });
  const { folder } = sample;
  await writeFile(join(folder, "p.ts"), pipeline(1));
  await runOhcs(folder, ["run", "tiny", "-p", "p.ts", "-o", "out"]);
  const logs = JSON.parse((await runOhcs(folder, ["logs", "out", "A02", "--json"])).out);
  expect(logs).toMatchObject({ well: "A02", state: "success" });
  expect(logs.lines).toContain("info: shifting");
  await writeFile(join(folder, "bad.ts"), pipeline(1).replace('console.log("shifting")', 'throw new Error("is bent")'));
  await runOhcs(folder, ["run", "tiny", "-p", "bad.ts", "-o", "bad"]);
  const failed = await runOhcs(folder, ["why", "bad", "A02"]);
  expect(failed.out).toMatch(/^A02 has to be run: its latest attempt failed\n {2}.*step 1 'shift'.*is bent/);
  const { error } = JSON.parse((await runOhcs(folder, ["why", "bad", "A02", "--json"])).out);
  expect(error.step).toEqual({ index: 0, name: "shift" });
  await rm(join(folder, "out/.ohcs/wells/A02.json"));
  expect((await runOhcs(folder, ["why", "out", "A02"])).out).toMatch(/^A02 has to be run: it has no record yet/);
  expect((await runOhcs(folder, ["logs", "out", "A02"])).out).toMatch(/shifting\n.*A02: pending/);

  for (const [command, well] of [
    ["why", "H12"],
    ["why", "__proto__"],
    ["logs", "__proto__"],
    ["logs", "constructor"],
  ] as const) {
    const unknown = await runOhcs(folder, [command, "out", well, "--json"]);
    expect(unknown.exitCode).toBe(1);
    expect(JSON.parse(unknown.out).error).toMatchObject({ code: "WELL_UNKNOWN", details: { well } });
  }
  for (const command of [
    ["status", "tiny"],
    ["resume", "tiny"],
    ["logs", "tiny", "A01"],
  ]) {
    const { exitCode, out } = await runOhcs(folder, [...command, "--json"]);
    expect([exitCode, JSON.parse(out).error.code]).toEqual([1, "RUN_NOT_FOUND"]);
  }
});

test("status says of a run that cannot be seen from here what is known, and what to do if it is gone", async () => {
  await using sample = await samplePlate({ wells: ["A01"] });
  const { folder } = sample;
  await writeFile(join(folder, "p.ts"), pipeline(1));
  await runOhcs(folder, ["run", "tiny", "-p", "p.ts", "-o", "out"]);
  const status = async (...more: readonly string[]) => (await runOhcs(folder, ["status", ...more])).out;
  expect(JSON.parse(await status("out", "--json"))).toMatchObject({ status: "complete", holder: null });
  const lock = join(folder, "out/.ohcs/lock");
  await mkdir(lock);
  await writeFile(join(lock, "1"), JSON.stringify([{ pid: 7, host: "pod-3", startTime: "1", token: "a" }]));
  const record = join(folder, "out/.ohcs/run.json");
  await writeFile(record, JSON.stringify({ ...JSON.parse(await readFile(record, "utf8")), status: "running" }));
  expect(JSON.parse(await status("out", "--json"))).toMatchObject({
    status: "running",
    holder: { pid: 7, host: "pod-3", isSeen: false, lastSignOfLife: expect.stringMatching(/^\d{4}-.*Z$/) },
  });
  const text = await status("out");
  expect(text).toMatch(/held by process 7 on 'pod-3', last sign of life .* ago\n/);
  const remedy = `if that machine no longer runs it: ohcs resume '${join(folder, "out")}' --steal-lock\n`;
  expect(text).toContain(remedy);
  expect(await status(".")).toContain(remedy);
  await runOhcs(folder, ["resume", join(folder, "out"), "--steal-lock"]);
  expect(JSON.parse(await status("out", "--json"))).toMatchObject({ status: "complete", holder: null });
});

test("the lock of a run on another machine is refused with what to do, and taken with --steal-lock", async () => {
  await using sample = await samplePlate({ wells: ["A01"] });
  const { folder } = sample;
  await writeFile(join(folder, "p.ts"), pipeline(1));
  const run = ["run", "tiny", "-p", "p.ts", "-o", "out"];
  await runOhcs(folder, run);
  const lock = join(folder, "out/.ohcs/lock");
  for (const argv of [
    ["resume", "out"],
    [...run, "--resume"],
  ]) {
    const elsewhere = { pid: 1, host: "a-container-that-is-gone", startTime: "1", token: "a" };
    await mkdir(lock);
    await writeFile(join(lock, "1"), JSON.stringify([elsewhere]));
    const refused = await runOhcs(folder, argv);
    expect([refused.exitCode, refused.err]).toEqual([1, expect.stringMatching(/OUTPUT_LOCKED.*\n.*--steal-lock/)]);
    const taken = await runOhcs(folder, [...argv, "--steal-lock", "--json"]);
    expect([taken.exitCode, statuses(taken.out)]).toEqual([0, ["skipped"]]);
  }
});
