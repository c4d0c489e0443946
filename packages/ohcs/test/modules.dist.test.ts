import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { formatHandler, parsePattern, patternFormat } from "@ohcs/microscopes";
import { compilePlate, definePipeline, openPlate, runPlate, samplePlate, step } from "ohcs";
import { afterAll, beforeAll, expect, test } from "vitest";

const MINE = `
import { defineFunction, NO_PARAMETERS } from "ohcs";
export const same = defineFunction({
  name: "same", version: "1.0.0", summary: "Changes nothing", params: NO_PARAMETERS, run: ({ image }) => ({ image }),
});
`;
const NAMES = String.raw`ZStep_(?<z>\d+)/[^/]*_(?<well>[A-P]\d+)_s(?<site>\d+)_w(?<ch>\d+)\.TIF$`;
const HANDLER = `
import { formatHandler, parsePattern, patternFormat } from "@ohcs/microscopes";
const names = patternFormat(parsePattern(${JSON.stringify(NAMES)}));
export const mine = formatHandler({ ...names, name: "mine", version: "1.2.3", summary: "Mine" });
`;

let folder = "";
let plate = "";
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "ohcs-facade-"));
  plate = await samplePlate(join(folder, "sample"));
  await writeFile(join(folder, "mine.ts"), MINE);
  await writeFile(join(folder, "handler.ts"), HANDLER);
});
afterAll(() => rm(folder, { recursive: true, force: true }));

test("runPlate() runs in worker threads a pipeline of the program that calls a function of a file, which imports 'ohcs'", async () => {
  const use = { module: pathToFileURL(join(folder, "mine.ts")).href, export: "same", version: "1.0.0" };
  const pipeline = definePipeline({ name: "mine", steps: [step("same", { func: { use } })] });
  const run = runPlate({ plate, pipeline, output: join(folder, "out"), config: { numWorkers: 2 } });
  const finished: string[] = [];
  for await (const event of run.events) if (event.type === "wellFinished") finished.push(event.well);
  expect(finished.toSorted()).toEqual(["A01", "A02"]);
  expect((await run.result).status).toBe("complete");
  const again = runPlate({ plate, pipeline, output: join(folder, "out"), resume: true });
  expect(Object.values((await again.result).wells).map(({ status }) => status)).toEqual(["skipped", "skipped"]);
});

test("modules and pipelines that a program names by file are relative to its 'directory'", async () => {
  const use = { module: "./mine.ts", export: "same", version: "1.0.0" };
  const pipeline = definePipeline({ name: "mine", steps: [step("same", { func: { use } })] });
  await writeFile(join(folder, "p.json"), JSON.stringify(pipeline));
  for (const named of [pipeline, "preset:project", "./p.json"]) {
    const job = { plate: "sample", pipeline: named, output: "planned", directory: folder };
    const { diagnostics, outputRoot } = await compilePlate({ ...job, config: { handler: "./handler.ts" } });
    expect(diagnostics.filter(({ severity }) => severity === "error")).toEqual([]);
    expect(outputRoot).toBe(join(folder, "planned"));
  }
});

test("openPlate() opens by whichever handler recognizes, by a module that is named, or by handlers that are given", async () => {
  expect((await openPlate(plate)).handler).toBe("imageXpress");
  expect((await openPlate("sample", { directory: folder })).wells).toEqual(["A01", "A02"]);
  const named = await openPlate(plate, { handler: "./handler.ts#mine", directory: folder });
  expect(named.handlerSource).toMatchObject({
    module: expect.stringMatching(/^user:/),
    export: "mine",
    version: "1.2.3",
  });
  const given = formatHandler({
    ...patternFormat(parsePattern(NAMES)),
    name: "given",
    version: "1.0.0",
    summary: "Given",
  });
  expect((await openPlate(plate, { handlers: [given] })).handler).toBe("given");
  expect((await openPlate(plate, { handlers: [given], handler: "given" })).handler).toBe("given");
  const compiled = await compilePlate({
    plate,
    pipeline: "preset:project",
    handlers: [given],
    config: { handler: "given" },
  });
  expect(compiled.plate?.wells.toArray()).toEqual(["A01", "A02"]);
});
