import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { runHere } from "./run-here.ts";
import { type SamplePlate, samplePlate } from "./sample-plate.ts";

let sample: SamplePlate;

const ohcs = (argv: readonly string[]) => runHere(sample.folder, argv);

const blurred = (call: unknown) => JSON.stringify({ name: "p", steps: [{ name: "blur", func: call }] });

const FILES = {
  "blur.json": blurred({ use: "gaussianBlur", with: { sigma: 1 } }),
  "function.json": blurred({ use: "gausianBlur" }),
  "parameter.json": blurred({ use: "gaussianBlur", with: { sgima: 1 } }),
  "type.json": blurred({ use: "gaussianBlur", with: { sigma: "wide" } }),
  "setting.yaml": "name: p\nsteps:\n  - name: blur\n    groupby: channel\n    func: { use: gaussianBlur }\n",
  "broken.json": '{ "name": "p", ',
  "broken.ts": "export default {{\n",
  "import.ts": 'import { x } from "./not-there.ts";\nexport default x;\n',
  "throws.mjs": 'throw new Error("not today");\n',
  "empty.ts": "export const pipeline = 1;\n",
  "module.json": blurred({ use: { module: "./empty.ts", export: "blur" } }),
  "pipeline.txt": "blur",
  "map.csv": "row,dose\nA,1\n",
};

beforeAll(async () => {
  sample = await samplePlate();
  await mkdir(join(sample.folder, "empty"));
  for (const [name, text] of Object.entries(FILES)) await writeFile(join(sample.folder, name), text);
});
afterAll(() => sample[Symbol.asyncDispose]());

const BAD_INPUT: readonly (readonly [what: string, argv: readonly string[], code: string, exitCode: 1 | 2])[] = [
  ["a missing plate", ["run", "nowhere", "-p", "preset:project"], "PLATE_NOT_FOUND", 1],
  ["an empty plate", ["run", "empty", "-p", "preset:project"], "PLATE_EMPTY", 1],
  ["a folder that no handler knows", ["inspect", ".", "--pattern", "("], "PATTERN_INVALID", 1],
  ["an unknown preset", ["run", "tiny", "-p", "preset:projct"], "PRESET_UNKNOWN", 1],
  ["an unknown pipeline", ["run", "tiny", "-p", "blurr.json"], "PIPELINE_NOT_FOUND", 1],
  ["an unknown format", ["run", "tiny", "-p", "pipeline.txt"], "PIPELINE_FORMAT_UNKNOWN", 1],
  ["an unreadable pipeline", ["run", "tiny", "-p", "broken.json"], "PIPELINE_UNREADABLE", 2],
  ["an unknown setting", ["run", "tiny", "-p", "setting.yaml"], "PIPELINE_INVALID", 2],
  ["a module that does not compile", ["run", "tiny", "-p", "broken.ts"], "USER_MODULE_INVALID", 1],
  ["a module with an unknown import", ["run", "tiny", "-p", "import.ts"], "USER_MODULE_INVALID", 1],
  ["a module that throws", ["run", "tiny", "-p", "throws.mjs"], "USER_MODULE_INVALID", 1],
  ["a module without a pipeline", ["run", "tiny", "-p", "empty.ts"], "PIPELINE_EXPORT_INVALID", 1],
  ["a module without the function", ["run", "tiny", "-p", "module.json"], "USER_EXPORT_MISSING", 1],
  ["an unknown function", ["run", "tiny", "-p", "function.json"], "FUNCTION_UNKNOWN", 2],
  ["an unknown parameter", ["run", "tiny", "-p", "parameter.json"], "PARAMETER_UNKNOWN", 2],
  ["a wrong type", ["run", "tiny", "-p", "type.json"], "PARAMETER_INVALID", 2],
  ["an unknown well", ["run", "tiny", "-p", "blur.json", "--wells", "H12"], "WELL_UNKNOWN", 2],
  ["an unwritable output", ["run", "tiny", "-p", "blur.json", "-o", "blur.json/out"], "OUTPUT_NOT_WRITABLE", 2],
  ["an output inside the source", ["run", "tiny", "-p", "blur.json", "-o", "tiny/out"], "OUTPUT_INSIDE_SOURCE", 2],
  ["a missing plate map", ["run", "tiny", "-p", "blur.json", "--plate-map", "no.csv"], "SUPPLIED_TABLE_MISSING", 2],
  ["a plate map without wells", ["run", "tiny", "-p", "blur.json", "--plate-map", "map.csv"], "PLATE_MAP_INVALID", 2],
  ["an unknown configuration", ["run", "tiny", "-p", "blur.json", "--set", "tif.predictor=true"], "CONFIG_INVALID", 2],
  ["a check of wells that are not skipped", ["run", "tiny", "-p", "blur.json", "--verify", "size"], "USAGE_INVALID", 1],
  [
    "an unwritable file for events",
    ["run", "tiny", "-p", "blur.json", "--events", "no/e.jsonl"],
    "EVENTS_UNWRITABLE",
    1,
  ],
];

test.each(BAD_INPUT)(
  "%s is a one-line error with code and remedy, and no stack",
  async (_what, argv, code, exitCode) => {
    const ended = await ohcs(argv);
    const [first, remedy, ...rest] = ended.err.split("\n").filter((line) => !line.startsWith("warning "));
    expect({ exitCode: ended.exitCode, out: ended.out, rest }).toEqual({ exitCode, out: "", rest: [""] });
    expect(first).toMatch(new RegExp(`^error ${code}: Cannot .+`));
    expect(remedy).toMatch(/^ {2}→ .{10,}/);
  },
);

test.each(["PLATE_NOT_FOUND", "PRESET_UNKNOWN", "USER_MODULE_INVALID"])(
  "%s is one JSON document with --json",
  async (code) => {
    const { exitCode, out } = await ohcs([...argvOf(code), "--json"]);
    const { error } = JSON.parse(out);
    expect(exitCode).toBe(1);
    expect(Object.keys(error)).toEqual(["code", "message", "details", "remedy"]);
    expect(error.code).toBe(code);
  },
);

test.each(["PIPELINE_UNREADABLE", "PARAMETER_UNKNOWN", "OUTPUT_INSIDE_SOURCE"])(
  "%s is a diagnostic of one JSON document with --json",
  async (code) => {
    const { exitCode, out } = await ohcs([...argvOf(code), "--json"]);
    const { error } = JSON.parse(out);
    expect([exitCode, error.code]).toEqual([2, "COMPILE_FAILED"]);
    expect(error.details.diagnostics.map((one: { readonly code: string }) => one.code)).toContain(code);
  },
);

function argvOf(code: string): readonly string[] {
  return BAD_INPUT.find((row) => row[2] === code)?.[1] ?? [];
}

test("--verbose adds the stack", async () => {
  const { err } = await ohcs(["inspect", "nowhere", "--verbose"]);
  expect(err).toMatch(/\n {4}at /);
});
