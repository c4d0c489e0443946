import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { contentsOf } from "./file-tree.ts";
import { runHere } from "./run-here.ts";
import { samplePlate } from "./sample-plate.ts";

/** Mistakes: a function, a parameter, a value, an input, a channel. */
const FIVE_MISTAKES = {
  name: "five",
  steps: [
    { name: "one", func: { use: "gausianBlur" } },
    { name: "two", func: { use: "gaussianBlur", with: { sgima: 1 } } },
    { name: "three", func: { use: "median", with: { size: "wide" } } },
    { name: "four", func: { use: "gaussianBlur" }, inputs: { image: "step:zero" } },
    { name: "five", func: { use: "gaussianBlur" }, channelFilter: ["9"] },
  ],
};
const CODES = ["FUNCTION_UNKNOWN", "PARAMETER_UNKNOWN", "PARAMETER_INVALID", "INPUT_UNKNOWN", "CHANNEL_UNKNOWN"];

const FORMS = {
  "five.json": JSON.stringify(FIVE_MISTAKES),
  "five.yaml": JSON.stringify(FIVE_MISTAKES, null, 2),
  "five.ts": `import { definePipeline } from "@ohcs/context";\nexport default definePipeline(${JSON.stringify(FIVE_MISTAKES)});\n`,
};

test.each(Object.entries(FORMS))(
  "plan reports five mistakes in one go, and creates nothing (%s)",
  async (name, text) => {
    await using sample = await samplePlate();
    await writeFile(join(sample.folder, name), text);
    const before = await contentsOf(sample.folder);
    const ended = await runHere(sample.folder, ["plan", "tiny", "-p", name]);
    expect(ended.exitCode).toBe(2);
    for (const code of CODES) expect(ended.err).toContain(`error ${code}: `);
    const { diagnostics, plan } = JSON.parse(
      (await runHere(sample.folder, ["plan", "tiny", "-p", name, "--json"])).out,
    );
    expect(plan).toBeNull();
    const errors = diagnostics.filter((one: { severity: string }) => one.severity === "error");
    expect(errors.map((one: { code: string }) => one.code)).toEqual(expect.arrayContaining(CODES));
    expect(await contentsOf(sample.folder)).toEqual(before);
  },
);

test.each(["json", "yaml"])("plan reports mistakes of shape beside all others (%s)", async (format) => {
  await using sample = await samplePlate();
  const [, two] = FIVE_MISTAKES.steps;
  const steps = [{ name: "one", func: { use: "gausianBlur" }, grupBy: "channel" }, two];
  await writeFile(join(sample.folder, `p.${format}`), JSON.stringify({ name: "shape", steps }));
  const { exitCode, err } = await runHere(sample.folder, ["plan", "tiny", "-p", `p.${format}`]);
  expect(exitCode).toBe(2);
  for (const code of ["PIPELINE_INVALID", "FUNCTION_UNKNOWN", "PARAMETER_UNKNOWN"])
    expect(err).toContain(`error ${code}: `);
});

test("plan shows steps, groups, stores, estimates and the runner, and creates nothing", async () => {
  await using sample = await samplePlate({ sites: 2, z: 3, channels: 2 });
  const before = await contentsOf(sample.folder);
  const { exitCode, out } = await runHere(sample.folder, ["plan", "tiny", "-p", "preset:project"], { OHCS_RUNNER: "" });
  expect(exitCode).toBe(0);
  expect(out).toContain("project on tiny  2 wells");
  expect(out).toMatch(/1 +project +maxProjection \[uint16\] +source images +zIndex +4 of 3 +images\/\*\.tif/);
  expect(out).toMatch(/reads +24 images/);
  expect(out).toMatch(/runner +threads 1\.0\.0/);
  const processes = ["plan", "tiny", "-p", "preset:project", "--runner", "processes", "--json"];
  expect(JSON.parse((await runHere(sample.folder, processes)).out).plan.runner).toEqual({
    name: "processes",
    version: "1.0.0",
    module: "@ohcs/executor/processes",
    export: "processes",
  });
  expect(await contentsOf(sample.folder)).toEqual(before);
});
