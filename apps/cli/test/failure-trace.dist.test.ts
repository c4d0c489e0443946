import { mkdir, readdir, rename, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { runHere } from "./run-here.ts";
import { samplePlate } from "./sample-plate.ts";

/** Types and an enum, so that lines of the bundle are others than those of the file. */
const HELPER = `
interface Unused {
  readonly a: number;
}

export enum Mode { Off, On }

export function divide(by: number, mode: Mode): number {
  if (by === 0 && mode === Mode.On) throw new RangeError("the lamp is off");
  return 1 / by;
}
`;

const PIPELINE = `
import { defineFunction, definePipeline, NO_PARAMETERS, step } from "@ohcs/context";
import { divide, Mode } from "./lib/divide.ts";

type Text = string;

export const fails = defineFunction({
  name: "fails", version: "1.0.0", summary: "Fails" as Text, params: NO_PARAMETERS,
  run: () => {
    divide(0, Mode.On);
    return {};
  },
});
export default definePipeline({ name: "p", steps: [step("break", { func: fails(), wellFilter: ["A02"] })] });
`;

async function writePipeline(folder: string): Promise<void> {
  await mkdir(join(folder, "lib"), { recursive: true });
  await writeFile(join(folder, "p.ts"), PIPELINE);
  await writeFile(join(folder, "lib/divide.ts"), HELPER);
}

const SHOWN = [
  "RangeError: the lamp is off",
  /at divide \(lib\/divide\.ts:9:43\)/,
  /at (\w+\.)?run \(p\.ts:10:5\)/,
  'lib/divide.ts:9\n  9 |   if (by === 0 && mode === Mode.On) throw new RangeError("the lamp is off");\n',
];

function expectShown(text: string): void {
  for (const part of SHOWN) {
    if (typeof part === "string") expect(text).toContain(part);
    else expect(text).toMatch(part);
  }
}

test.each(["inline", "threads", "processes"])(
  "a function that throws shows message, stack and line of the user's own file (%s)",
  async (runner) => {
    await using sample = await samplePlate({ wells: ["A01", "A02"] });
    await writePipeline(sample.folder);
    const argv = ["run", "tiny", "-p", "p.ts", "-o", "out", "--runner", runner];
    const quiet = await runHere(sample.folder, argv);
    expect(quiet.err).not.toContain("at divide");
    const { err } = await runHere(sample.folder, [...argv, "--verbose"]);
    expectShown(err);
    // Wherever the output is looked at later.
    await rename(join(sample.folder, "out"), join(sample.folder, "moved"));
    const { out } = await runHere(sample.folder, ["logs", "moved", "A02"]);
    expectShown(out);
    expect(out).toMatch(/A02: error \w+\n$/);
    const fine = await runHere(sample.folder, ["logs", "moved", "A01", "--json"]);
    expect(JSON.parse(fine.out)).toMatchObject({ well: "A01", trace: null });
  },
);

test("the name of a bundled module does not depend on the folder it lies in, nor on that of the command", async () => {
  await using sample = await samplePlate({ wells: ["A02"] });
  const { folder } = sample;
  const names: string[] = [];
  for (const [place, directory, pipeline] of [
    ["one", "one", "p.ts"],
    ["deeper/two", ".", "deeper/two/p.ts"],
  ] as const) {
    await writePipeline(join(folder, place));
    const argv = ["run", sample.plate, "-p", pipeline, "-o", join(folder, `${place}-out`)];
    await runHere(join(folder, directory), argv);
    names.push(...(await readdir(join(folder, `${place}-out`, ".ohcs/modules"))));
  }
  expect(names).toHaveLength(2);
  expect(new Set(names).size).toBe(1);
});
