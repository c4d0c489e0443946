import { mkdtemp, readdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { FILES } from "./conform-modules.ts";
import { runHere } from "./run-here.ts";
import { runOhcs } from "./run-ohcs.ts";

let folder = "";
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "ohcs-conform-test-"));
  for (const [name, text] of Object.entries(FILES)) await writeFile(join(folder, name), text);
});
afterAll(() => rm(folder, { recursive: true }));

interface Tested {
  readonly name: string;
  readonly error: { readonly code: string } | null;
}

test("ohcs conform finds the backends that a module exports, and passes one that keeps its promises", async () => {
  const { exitCode, out } = await runHere(folder, ["conform", "good.ts", "--json"]);
  const report = JSON.parse(out);
  expect({ exitCode, failed: report.failed, module: report.module }).toEqual({
    exitCode: 0,
    failed: 0,
    module: join(folder, "good.ts"),
  });
  expect(report.subjects).toHaveLength(1);
  const [{ tests, ...backend }] = report.subjects;
  expect(backend).toMatchObject({
    kind: "backend",
    export: "good",
    name: "good",
    version: "1.2.3",
    passed: report.passed,
    failed: 0,
  });
  expect(tests.map(({ name }: Tested) => name)).toContain("landmine 22: list() is in numeric order");
});

test("ohcs conform tests the backend of a package, each store in a folder of its own, and leaves none behind", async () => {
  const temporary = await mkdtemp(join(folder, "temporary-"));
  const argv = [
    "conform",
    "@ohcs/filemanager/disk",
    "--export",
    "diskBackend",
    "--with",
    '{ "root": "{folder}/plate" }',
  ];
  const { exitCode, out } = await runHere(folder, argv, { TMPDIR: temporary });
  expect({ exitCode, broken: out.match(/✗.*/g) }).toEqual({ exitCode: 0, broken: null });
  expect(out).toMatch(/conforms: \d+ promises kept/);
  expect(await readdir(temporary)).toEqual([]);
});

test("ohcs conform says on a terminal which promise is broken, and why", async () => {
  const { exitCode, out } = await runHere(folder, ["conform", "all-broken.ts", "--export", "broken0"]);
  expect(exitCode).toBe(1);
  expect(out).toMatch(
    /✗ +\d+ {2}landmine 22: list\(\) is in numeric order\n +CONFORMANCE_FAILED: Cannot accept the order/,
  );
  expect(out).toMatch(/does not conform: 1 of \d+ promises broken/);
});

test("ohcs conform tests functions, with parameters that have no default", async () => {
  const argv = ["conform", "functions.ts", "--json", "--with", '{ "from": 255 }'];
  const { exitCode, out } = await runHere(folder, argv);
  const { subjects } = JSON.parse(out);
  expect(exitCode).toBe(1);
  expect(subjects).toMatchObject([
    { kind: "function", export: "careless", capabilities: null },
    { kind: "function", export: "invert", version: "2.0.0", capabilities: null, failed: 0 },
  ]);
  const broken = subjects[0].tests.filter(({ error }: Tested) => error !== null).map(({ name }: Tested) => name);
  expect(broken).toContain("landmine 26: it does not write to its inputs");
});

test("ohcs conform holds runners to what they say that they contain", async () => {
  const { exitCode, out } = await runHere(folder, ["conform", "runner.ts", "--json"]);
  expect(exitCode).toBe(1);
  const { subjects } = JSON.parse(out);
  expect(subjects).toMatchObject([
    { kind: "runner", export: "late" },
    { kind: "runner", export: "mine", version: "1.0.0", failed: 0 },
  ]);
  expect(subjects[0].failed).toBeGreaterThan(0);
  expect(subjects[1].passed).toBeGreaterThan(5);
});

test("a backend that declares more than its instances can do is reported before a run could trust it", async () => {
  const { exitCode, out } = await runHere(folder, ["conform", "understated.ts", "--json"]);
  const [opening] = JSON.parse(out).subjects[0].tests;
  expect([exitCode, opening.error.code]).toEqual([1, "CONFORM_CAPABILITIES_INVALID"]);
  expect(opening.error.message).toContain("durable");
});

test("what a backend prints does not get into the JSON document", async () => {
  const { exitCode, out, err } = await runOhcs(folder, ["conform", "prints.ts", "--json"]);
  expect([exitCode, JSON.parse(out).failed]).toEqual([0, 0]);
  expect(err).toContain("printed while loading");
  expect(err).toContain("printed by create");
});

const BAD_INPUT: readonly (readonly [what: string, argv: readonly string[], code: string, says: string])[] = [
  ["a file that is not there", ["goood.ts"], "USER_MODULE_NOT_FOUND", "Did you mean 'good.ts'?"],
  ["a package that is not there", ["@acme/backend"], "USER_MODULE_NOT_FOUND", "expected a file, or a package"],
  ["a module without a backend", ["none.ts"], "CONFORM_EXPORT_MISSING", "got 'backend', 'other'"],
  ["an export that is not there", ["good.ts", "--export", "goood"], "CONFORM_EXPORT_MISSING", "Did you mean 'good'?"],
  ["a module that does not compile", ["broken.ts"], "USER_MODULE_INVALID", "broken.ts:1"],
  ["a module that throws", ["throws.ts"], "USER_MODULE_INVALID", "not today"],
  ["options that are no JSON", ["good.ts", "--with", "{root}"], "USAGE_INVALID", "a JSON object"],
  ["options that are no object", ["good.ts", "--with", "[]"], "USAGE_INVALID", "a JSON object"],
  ["a time limit of nothing", ["good.ts", "--timeout", "0"], "USAGE_INVALID", "a number above 0"],
];

test.each(BAD_INPUT)("ohcs conform of %s is an error with code and remedy", async (_, argv, code, says) => {
  const { exitCode, out, err } = await runHere(folder, ["conform", ...argv]);
  const [first = "", remedy = "", ...rest] = err.split("\n");
  expect({ exitCode, out, rest }).toEqual({ exitCode: 1, out: "", rest: [""] });
  expect(first).toMatch(new RegExp(`^error ${code}: Cannot .+expected .+got `));
  expect(remedy).toMatch(/^ {2}→ .{10,}/);
  expect(`${first}\n${remedy}`).toContain(says);
});
