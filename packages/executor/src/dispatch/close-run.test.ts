import { CompiledPlate, type ProcessingContext, sha256Hex, type WellTask } from "@ohcs/context";
import { describeRun } from "@ohcs/records";
import { memoryRunHost } from "@ohcs/records/memory";
import { contextOf, plateOf } from "@ohcs/testkit/contexts";
import { expect, test } from "vitest";
import { type FakeWell, fakeRunner } from "../../test/fake-runner.ts";
import { threePhases } from "../../test/three-phases.ts";
import type { ExecuteOptions } from "./execute-options.ts";
import { executePlate } from "./execute-plate.ts";

const startup = { modules: {}, roots: { source: "in", output: "out" } };
const context = (well: string, fields = {}): ProcessingContext =>
  contextOf({ well, steps: [{ name: "only", groups: [] }], ...fields });
const tables = context("tables", { axis: "plate", wells: ["A01", "A02"] });
const plate = plateOf([context("A01"), context("A02", { config: { retries: 1 } })], [{ context: tables }]);
const half = "images/.A01.tif.7-1.ohcs-tmp";

type Host = ReturnType<typeof memoryRunHost>;

function execute(host: Host, behave: (task: WellTask) => FakeWell, options: Partial<ExecuteOptions> = {}) {
  const { runner } = fakeRunner(behave);
  return executePlate({ plate, runner, workers: 1, startup, host, ...options }).result;
}

/** A context that leaves a file half written where it fails. */
const failing = (host: Host, fails: (task: WellTask) => boolean) => (task: WellTask) => {
  if (!fails(task)) return {};
  host.files.set(half, "");
  return { error: { code: "BUSY", retryable: true } };
};

test("if the metadata cannot be closed the run's record is still written, and reports it", async () => {
  const host = memoryRunHost();
  const result = await execute(host, () => {
    host.files.set("openhcs_metadata.json", "{");
    return {};
  });
  expect(result.status).toBe("partial");
  expect(result.phases.at(-1)).toMatchObject({ status: "failed", result: { error: { code: "METADATA_CORRUPT" } } });
  const described = await describeRun(host.readOutput("out"));
  expect(described).toMatchObject({ status: "partial", phases: [{ name: "wells" }, { name: "tables" }] });
});

test("where temporary files cannot be swept the metadata and the record are written all the same", async () => {
  const host = memoryRunHost();
  let sweeps = 0;
  const openOutput = async (root: string) => {
    const folder = await host.openOutput(root);
    const sweep = () => (sweeps++ === 0 ? Promise.resolve(0) : Promise.reject(new Error("no right to")));
    return { ...folder, sweep };
  };
  const result = await execute({ ...host, openOutput }, () => ({ error: { code: "BAD" } }));
  expect(result.phases.at(-1)).toMatchObject({ status: "failed", result: { error: { message: "no right to" } } });
  expect([...host.files.keys()]).toContain("openhcs_metadata.json");
  expect(JSON.parse(host.files.get(".ohcs/run.json") ?? "")).toMatchObject({ status: result.status });
});

test("what a reduction left half written is gone after the run (landmine 3)", async () => {
  const host = memoryRunHost();
  const result = await execute(
    host,
    failing(host, ({ wellId }) => wellId === "tables"),
  );
  expect(result.phases[1]).toMatchObject({ status: "failed" });
  expect([...host.files.keys()]).not.toContain(half);
});

test("what a well that only feeds a reduction left half written is gone too (landmine 3)", async () => {
  const host = memoryRunHost();
  const whole = threePhases(["A01", "A02"]);
  const subset = new CompiledPlate({ ...whole.toObject(), wells: whole.wells.take(1) });
  const behave = failing(host, ({ wellId }) => wellId === "A02");
  const { phases } = await execute(host, behave, { plate: subset });
  expect(phases[0]).toMatchObject({ contributors: ["A01"], excluded: [{ well: "A02", reason: "BUSY" }] });
  expect([...host.files.keys()]).not.toContain(half);
});

test("a well that was tried again in an earlier stretch says so, and what it left half written is gone (landmine 3)", async () => {
  const host = memoryRunHost();
  const behave = failing(host, ({ wellId, attempt }) => wellId === "A01" && attempt === 1 && !host.files.has(half));
  const outputs = [{ path: `artifacts/all/${"a".repeat(64)}.json`, bytes: 2, sha256: "" }];
  const { wells, phases } = await execute(host, (task) => (task.wellId === "all" ? { outputs } : behave(task)), {
    plate: threePhases(["A01", "A02"], { retries: 1 }),
  });
  expect(phases.map(({ status }) => status).slice(0, 3)).toEqual(["complete", "complete", "complete"]);
  expect(wells).toMatchObject({ A01: { attempts: 2 }, A02: { attempts: 1 } });
  expect([...host.files.keys()]).not.toContain(half);
});

test("a lock that cannot be given back costs no result", async () => {
  const host = memoryRunHost();
  const openOutput = async (root: string) => {
    const folder = await host.openOutput(root);
    return { ...folder, release: () => Promise.reject(new Error("no space")) };
  };
  const { wells } = await execute({ ...host, openOutput }, () => ({}));
  expect(Object.values(wells).map(({ status }) => status)).toEqual(["success", "success"]);
});

test("a user module that cannot be stored is the error of the run, and nothing goes on behind it", async () => {
  const host = memoryRunHost();
  const done: string[] = [];
  const openOutput = async (root: string) => {
    const folder = await host.openOutput(root);
    const writeText = async (path: string) => {
      done.push(path);
      if (path.includes("modules")) throw new Error(`cannot write ${path}`);
    };
    return { ...folder, writeText, release: async () => void done.push("release") };
  };
  const texts = ["export const a = 1;", "export const b = 2;"];
  const userModules = Object.fromEntries(texts.map((text) => [`user:${sha256Hex(text)}`, text]));
  const [first = ""] = texts.map((text) => `.ohcs/modules/${sha256Hex(text)}.mjs`);
  await expect(execute({ ...host, openOutput }, () => ({}), { userModules })).rejects.toThrow(first);
  expect(done).toEqual([first, "release"]);
});

test.each([
  ["one group", plate, [1]],
  [
    "groups that workers share",
    plateOf([context("A01")], [{ context: context("all", { axis: "plate", steps: groups(2) }) }]),
    [],
  ],
  ["wells that come again", threePhases(["A01", "A02"]), []],
])("workers but one give their memory back with the last well, where a reduction has %s", async (_, of, expected) => {
  const { runner, rested } = fakeRunner(() => ({}));
  await executePlate({ plate: of, runner, workers: 2, startup, host: memoryRunHost() }).result;
  expect(rested()).toEqual(expected);
});

function groups(count: number) {
  return [{ name: "only", groups: Array.from({ length: count }, (_, i) => ({ key: `${i}` })) }];
}
