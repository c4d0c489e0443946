import { readFile, rm } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { contentsOf } from "./file-tree.ts";
import { runHere } from "./run-here.ts";
import { samplePlate } from "./sample-plate.ts";

const JOB = ["tiny", "-p", "preset:project"];
const OFF = {
  OHCS_OVERLAP: "false",
  OHCS_REUSE_BUFFERS: "false",
  OHCS_SPREAD: "false",
  OHCS_ADAPT_WIDTH: "false",
  OHCS_LOG_LEVEL: "warn",
};
const ON = { adaptWidth: true, tuning: { overlap: true, reuseBuffers: true, spread: true, logLevel: "info" } };
const ALL_OFF = { adaptWidth: false, tuning: { overlap: false, reuseBuffers: false, spread: false, logLevel: "warn" } };

test("what changes no result can be switched off: by option, variable, in a saved plan, and as the run before had it", async () => {
  await using sample = await samplePlate({ z: 2 });
  const { folder } = sample;
  const ohcs = async (argv: readonly string[], env = {}) => {
    const { exitCode, err } = await runHere(folder, argv, env);
    expect({ exitCode, err: exitCode === 0 ? "" : err }).toEqual({ exitCode: 0, err: "" });
  };
  const settings = async (output: string) =>
    JSON.parse(await readFile(join(folder, output, ".ohcs/run.json"), "utf8")).settings;

  await ohcs(["run", ...JOB, "-o", "on"]);
  expect(await settings("on")).toMatchObject(ON);
  await ohcs(["run", ...JOB, "-o", "option", "--set", "overlap=false"]);
  expect(await settings("option")).toMatchObject({ adaptWidth: true, tuning: { overlap: false, reuseBuffers: true } });
  await ohcs(["plan", ...JOB, "--save", "plan.json"]);
  await ohcs(["run", "--plan", "plan.json", "-o", "planned"], OFF);
  expect(await settings("planned")).toMatchObject(ALL_OFF);
  await rm(join(folder, "planned/.ohcs/wells/A01.json"));
  await ohcs(["resume", "planned"]);
  expect(await settings("planned")).toEqual({ ...(await settings("on")), ...ALL_OFF });

  const [on, option, planned] = await Promise.all(
    ["on", "option", "planned"].map((output) => contentsOf(join(folder, output))),
  );
  expect([option, planned]).toEqual([on, on]);
});
