import { readdir, symlink } from "node:fs/promises";
import { join, relative } from "node:path";
import { definePipeline, step } from "@ohcs/context";
import { inlineRunner } from "@ohcs/executor/inline";
import { maxProjection } from "@ohcs/functions";
import { resumeRun } from "@ohcs/orchestrator";
import { nodePlateHost } from "@ohcs/orchestrator/host";
import { afterEach, beforeEach, expect, test } from "vitest";
import { MODULES, makeSamplePlate, type SamplePlate } from "../../test/folders.ts";

const runner = inlineRunner({ importModule: (url) => import(url) });
const project = definePipeline({ name: "project", steps: [step("project", { func: maxProjection() })] });
let plate: SamplePlate;
beforeEach(async () => {
  plate = await makeSamplePlate();
});
afterEach(() => plate.remove());

test("a plate goes from created over ready, compiled and executing to completed", async () => {
  const orchestrator = plate.orchestrator();
  const seen = [orchestrator.state.name];
  await orchestrator.initialize();
  seen.push(orchestrator.state.name);
  const { diagnostics } = await orchestrator.compilePipelines(project);
  expect(diagnostics.filter(({ severity }) => severity === "error")).toEqual([]);
  seen.push(orchestrator.state.name);
  const run = orchestrator.executeCompiledPlate({ runner });
  seen.push(orchestrator.state.name);
  const { status } = await run.result;
  seen.push(orchestrator.state.name);
  expect(seen).toEqual(["created", "ready", "compiled", "executing", "completed"]);
  expect(status).toBe("complete");
  expect(await readdir(join(plate.folder, "tiny_openhcs", "images"))).toEqual([
    "A01_s001_w1_t001.tif",
    "B02_s001_w1_t001.tif",
  ]);
});

test("what a state does not allow is refused by name", async () => {
  const orchestrator = plate.orchestrator();
  await expect(orchestrator.compilePipelines(project)).rejects.toMatchObject({
    code: "TRANSITION_ILLEGAL",
    message:
      "Cannot compile: expected a plate that is 'ready' or 'compiled' or 'completed' or 'failed' or 'cancelled', got 'created'",
  });
  expect(() => orchestrator.executeCompiledPlate({ runner })).toThrow(
    /expected a plate that is 'compiled', got 'created'/,
  );
  await orchestrator.initialize();
  await expect(orchestrator.initialize()).rejects.toMatchObject({ code: "TRANSITION_ILLEGAL" });
});

test("what takes a while is not begun twice, nor beside anything else, and what was begun first stands", async () => {
  const orchestrator = plate.orchestrator();
  const opening = orchestrator.initialize();
  const refused = (action: string, busy: string) => ({
    code: "TRANSITION_ILLEGAL",
    details: { action, busy },
    message: `Cannot ${action}: the plate is busy: '${busy}'`,
  });
  await expect(orchestrator.initialize()).rejects.toMatchObject(refused("initialize", "initialize"));
  await opening;
  await orchestrator.compilePipelines(project);
  const compiling = orchestrator.compilePipelines(project);
  await expect(orchestrator.compilePipelines(project)).rejects.toMatchObject(refused("compile", "compile"));
  expect(() => orchestrator.executeCompiledPlate({ runner })).toThrow(/^Cannot execute: .* busy: 'compile'$/);
  await compiling;
  const run = orchestrator.executeCompiledPlate({ runner });
  await expect(orchestrator.compilePipelines(project)).rejects.toMatchObject({ code: "TRANSITION_ILLEGAL" });
  await run.result;
  expect(orchestrator.state).toMatchObject({ name: "completed" });
});

test("a plate that could not be opened can be opened again", async () => {
  let attempts = 0;
  const openPlate = async () => {
    if (attempts++ === 0) throw new Error("not mounted yet");
    return manifest;
  };
  const manifest = await plate.orchestrator().initialize();
  const orchestrator = plate.orchestrator({ openPlate });
  await expect(orchestrator.initialize()).rejects.toThrow("not mounted yet");
  expect(await orchestrator.initialize()).toBe(manifest);
});

test("a pipeline with errors leaves the plate where it is, and nothing on disk", async () => {
  const orchestrator = plate.orchestrator();
  await orchestrator.initialize();
  const bad = definePipeline({ name: "bad", steps: [step("a", { func: { use: "noSuchFunction" } })] });
  const { plate: compiled, diagnostics } = await orchestrator.compilePipelines(bad);
  expect(compiled).toBeNull();
  expect(diagnostics.map(({ severity }) => severity)).toContain("error");
  expect(orchestrator.state.name).toBe("ready");
  expect(await readdir(plate.folder)).not.toContain("tiny_openhcs");
});

test("an output inside a plate that was named through a link is refused, whichever name it has", async () => {
  const { folder, plateRoot } = plate;
  await symlink(folder, join(folder, "link"), "junction");
  const linked = join(folder, "link", "tiny");
  for (const outputRoot of [join(linked, "out"), join(plateRoot, "out")]) {
    const orchestrator = plate.orchestrator({ plateRoot: linked, outputRoot });
    await orchestrator.initialize();
    const { diagnostics } = await orchestrator.compilePipelines(project);
    expect(diagnostics.map(({ code }) => code)).toContain("OUTPUT_INSIDE_SOURCE");
  }
});

test("a global configuration that changes affects the next compilation, never what is compiled or runs", async () => {
  const orchestrator = plate.orchestrator();
  await orchestrator.initialize();
  await orchestrator.compilePipelines(project);
  orchestrator.configure({ wellFilter: ["A01"] });
  const run = orchestrator.executeCompiledPlate({ runner });
  orchestrator.configure({ tiff: { compression: "lzw" } });
  expect(Object.keys((await run.result).wells)).toEqual(["A01", "B02"]);
  const { plate: compiled } = await orchestrator.compilePipelines(project);
  expect(compiled?.wells.toArray()).toEqual(["A01"]);
  expect(compiled?.phases.get(0)?.contexts.get(0)?.config.getIn(["tiff", "compression"])).toBe("lzw");
  expect(() => orchestrator.configure({ numWorker: 2 } as object)).toThrow(/configuration/);
  expect(orchestrator.config.values.wellFilter).toEqual({ value: ["A01"], origin: { kind: "program" } });
});

test("the plate's own section and the command line win over a global configuration that changes", async () => {
  const file = { kind: "file", file: "/lab/ohcs.config.yaml", path: "plates.tiny" } as const;
  const orchestrator = plate.orchestrator({
    config: {
      global: [{ layer: { retries: 1 } }],
      plates: { tiny: { layer: { wellFilter: ["B02"] }, origin: file }, other: { layer: { retries: 9 } } },
      commandLine: [{ layer: { timeoutS: 60 }, origin: { kind: "flag", name: "--timeout" } }],
    },
  });
  expect(orchestrator.config.values.wellFilter?.origin).toEqual({ kind: "default" });
  await orchestrator.initialize();
  orchestrator.configure({ wellFilter: ["A01"], retries: 2, timeoutS: 5 });
  expect(orchestrator.config.config).toMatchObject({ wellFilter: ["B02"], retries: 2, timeoutS: 60 });
  const steps = [step("project", { func: maxProjection(), timeoutS: 1, retries: 3 })];
  const { plate: compiled } = await orchestrator.compilePipelines({ name: "p", steps });
  expect(compiled?.wells.toArray()).toEqual(["B02"]);
  expect(compiled?.phases.get(0)?.contexts.get(0)?.stepPlans.get(0)).toMatchObject({ timeoutS: 60, retries: 3 });
});

test("a run skips what an earlier one finished where the configuration says so, and the caller nothing else", async () => {
  const orchestrator = plate.orchestrator({ config: { global: [{ layer: { resume: true } }] } });
  await orchestrator.initialize();
  const statuses = async (settings: object) => {
    await orchestrator.compilePipelines(project);
    const { wells } = await orchestrator.executeCompiledPlate({ runner, ...settings }).result;
    return Object.values(wells).map(({ status }) => status);
  };
  expect(await statuses({})).toEqual(["success", "success"]);
  expect(await statuses({})).toEqual(["skipped", "skipped"]);
  expect(await statuses({ resume: false })).toEqual(["success", "success"]);
});

test("mistakes in a configuration are reported together with those of the pipeline", async () => {
  const config = { global: [{ layer: { numWorker: 2 } as object }] };
  const orchestrator = plate.orchestrator({ config });
  await orchestrator.initialize();
  const bad = { name: "bad", steps: [step("a", { func: { use: "noSuchFunction" } })] };
  const { diagnostics } = await orchestrator.compilePipelines(bad);
  expect(diagnostics.map(({ code }) => code)).toEqual(expect.arrayContaining(["CONFIG_INVALID", "FUNCTION_UNKNOWN"]));
});

test("a run that cannot begin fails its plate", async () => {
  const orchestrator = plate.orchestrator();
  await orchestrator.initialize();
  await orchestrator.compilePipelines(project);
  const held = await (await import("@ohcs/records/host")).nodeRunHost().openOutput(join(plate.folder, "tiny_openhcs"));
  await expect(orchestrator.executeCompiledPlate({ runner }).result).rejects.toMatchObject({ code: "OUTPUT_LOCKED" });
  await held.release();
  expect(orchestrator.state).toMatchObject({ name: "failed", result: null });
});

test("a plate map given for the compilation is joined with the wells", async () => {
  const orchestrator = plate.orchestrator();
  await orchestrator.initialize();
  await orchestrator.compilePipelines(project, { plateMap: plate.plateMapFile });
  const { status } = await orchestrator.executeCompiledPlate({ runner }).result;
  expect(status).toBe("complete");
  expect(await readdir(join(plate.folder, "tiny_openhcs", "images_results"))).toEqual(["columns.json", "wells.csv"]);
});

test("relative paths are taken from the working directory: of plate, output and the output's folder", async () => {
  const here = (path: string) => relative(process.cwd(), join(plate.folder, path));
  const config = { global: [{ layer: { outputFolder: here("inside") } }] };
  for (const [at, options] of Object.entries({
    named: { outputRoot: here("named") },
    "inside/tiny_openhcs": { config },
  })) {
    const orchestrator = plate.orchestrator({ plateRoot: here("tiny"), ...options });
    const { root } = await orchestrator.initialize();
    expect([root, orchestrator.outputRoot]).toEqual([plate.plateRoot, join(plate.folder, at)]);
    await orchestrator.compilePipelines(project);
    const { wells } = await orchestrator.executeCompiledPlate({ runner }).result;
    expect(Object.values(wells).map(({ status }) => status)).toEqual(["success", "success"]);
    const resumed = await resumeRun({ outputRoot: here(at), modules: MODULES, host: nodePlateHost(), runner });
    expect(Object.values((await resumed.result).wells).map(({ status }) => status)).toEqual(["skipped", "skipped"]);
  }
});
