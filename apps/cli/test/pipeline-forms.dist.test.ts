import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { runHere } from "./run-here.ts";
import { samplePlate } from "./sample-plate.ts";

/** The fingerprint of all that a run would do. */
async function fingerprint(directory: string, plate: string, pipeline: string): Promise<string> {
  const { exitCode, out, err } = await runHere(directory, ["plan", plate, "-p", pipeline, "--json"]);
  expect({ exitCode, err }).toEqual({ exitCode: 0, err: "" });
  return JSON.parse(out).plan.fingerprint;
}

const PIPELINE = {
  name: "forms",
  steps: [
    { name: "blur", func: { use: "gaussianBlur", with: { sigma: 1 } }, groupBy: "channel" },
    { name: "count", func: { "1": [{ use: "countNuclei" }] }, unlisted: "drop" },
  ],
};

test("a pipeline in JSON, YAML, TypeScript and JavaScript compiles to the same contexts", async () => {
  await using sample = await samplePlate({ channels: 2 });
  const steps = `[
    step("blur", { func: gaussianBlur({ sigma: 1 }), groupBy: "channel" }),
    step("count", { func: { "1": [countNuclei()] }, unlisted: "drop" }),
  ]`;
  const module = `
    import { definePipeline, step } from "@ohcs/context";
    import { countNuclei, gaussianBlur } from "@ohcs/functions";
    export default definePipeline({ name: "forms", steps: ${steps} });`;
  const yaml = [
    "name: forms",
    "steps:",
    "  - { name: blur, func: { use: gaussianBlur, with: { sigma: 1 } }, groupBy: channel }",
    "  - name: count",
    '    func: { "1": [{ use: countNuclei }] }',
    "    unlisted: drop",
  ].join("\n");
  const forms = { "f.json": JSON.stringify(PIPELINE), "f.yaml": yaml, "f.ts": module, "f.mjs": module };
  const fingerprints = [];
  for (const [name, text] of Object.entries(forms)) {
    await writeFile(join(sample.folder, name), text);
    fingerprints.push(await fingerprint(sample.folder, "tiny", name));
  }
  expect(new Set(fingerprints).size).toBe(1);
});

test("functions of modules beside a pipeline are found, and what they do is part of the fingerprint", async () => {
  await using sample = await samplePlate();
  const elsewhere = join(sample.folder, "elsewhere");
  await mkdir(elsewhere);
  const mine = (factor: number) => `
    import { defineFunction, NO_PARAMETERS } from "@ohcs/context";
    import { basename } from "path";
    const factor: number = ${factor};
    export const brighten = defineFunction({
      name: "brighten", version: "1.0.0", summary: basename("/Brightens"), params: NO_PARAMETERS,
      run: ({ image }) => ({ image: { ...image, data: image.data.map((value) => value * factor) } }),
    });`;
  await writeFile(join(sample.folder, "mine.ts"), mine(2));
  await writeFile(
    join(sample.folder, "p.ts"),
    `import { step } from "@ohcs/context";
     import { brighten } from "./mine.ts";
     export default { name: "p", steps: [step("brighten", { func: brighten() })] };`,
  );
  expect((await runHere(sample.folder, ["run", "tiny", "-p", "p.ts"])).exitCode).toBe(0);
  const first = await fingerprint(sample.folder, "tiny", "p.ts");
  expect(await fingerprint(elsewhere, "../tiny", "../p.ts")).toBe(first);
  await writeFile(join(sample.folder, "mine.ts"), mine(3));
  expect(await fingerprint(sample.folder, "tiny", "p.ts")).not.toBe(first);
});
