import {
  defineFunction,
  type FunctionResult,
  type ImageStack,
  type Json,
  NO_PARAMETERS,
  type OutputDeclaration,
} from "@ohcs/context";
import { contextOf, MODULES, stored, storedValue } from "@ohcs/testkit/contexts";
import { afterEach, beforeEach, expect, test } from "vitest";
import { makePlateFolders, type PlateFolders } from "../../../test/plate-folders.ts";
import { runAlone } from "../../../test/run-alone.ts";

const SITES = [1, 2, 3];
let folders: PlateFolders;
beforeEach(async () => {
  folders = await makePlateFolders("file:///none.mjs");
  for (const site of SITES) await folders.writeSource(`s${site}.tif`, [[site, 5]]);
});
afterEach(() => folders.remove());

interface Given {
  readonly returnsImage?: boolean;
  readonly outputs?: Readonly<Record<string, OutputDeclaration>>;
}

/** Runs one step of one group of three planes; `result` is what its function returns for one of them. */
async function run(
  result: (image: ImageStack, site: number) => FunctionResult,
  { outputs = {}, ...given }: Given = {},
) {
  const look = defineFunction({
    name: "look",
    version: "1.0.0",
    summary: "For tests",
    params: NO_PARAMETERS,
    exact: true,
    geometry: "resampled",
    outputs,
    ...given,
    run: ({ image }) => result(image as ImageStack, (image as ImageStack).planes[0]?.site ?? 0),
  });
  const returnsImage = given.returnsImage ?? true;
  const emitted = Object.entries(outputs).map(([name, { kind }]) => [name, `${kind}:${name}`] as const);
  const plans = emitted.map(([name, output]) => [output, { kind: "json", store: storedValue(name, ".json") }] as const);
  const images = returnsImage ? SITES.map((site) => `s00${site}`) : [];
  const context = contextOf({
    well: "A01",
    planes: SITES.map((site) => ({ path: `s${site}.tif`, site })),
    steps: [
      {
        name: "only",
        variableComponents: ["site"],
        chain: [{ call: "look", outputs: Object.fromEntries(emitted) }],
        groups: [{ key: "all", inputs: { image: SITES.map((_, i) => i) }, images }],
        outputs: { image: { kind: "image", store: stored({ dtype: null }) }, ...Object.fromEntries(plans) },
      },
    ],
  });
  const { result: ran } = await runAlone(folders, context, { standIns: { [MODULES.functions]: { look } } });
  return ran;
}

const facts = { facts: { kind: "json" } } as const;
const messageOf = async (...given: Parameters<typeof run>) => (await run(...given)).error;
const invalid = (expected: string) => ({
  code: "FUNCTION_RESULT_INVALID",
  message: `Cannot use the result of 'look': expected ${expected}`,
  function: "look",
});

test("the result for each plane is held to the declaration before it is joined to the others", async () => {
  const lies = (image: ImageStack) => ({ image: { ...image, data: Float32Array.of(70000.5, 1) } });
  expect(await messageOf(lies)).toMatchObject(invalid("'image' of uint16, got float32"));
  expect(await messageOf(() => null as never)).toMatchObject(invalid("an object, got null"));
  expect(await messageOf(() => ({}))).toMatchObject(invalid("an image, got none"));
});

test("planes that differ from each other are not joined", async () => {
  const turned = (image: ImageStack, site: number): FunctionResult =>
    site === 2 ? { image: { ...image, shape: [1, 2, 1] } } : { image };
  const expected = "'image' of 1 × 2 px uint16 intensity, got 2 × 1 px uint16 intensity";
  expect(await messageOf(turned)).toMatchObject(invalid(expected));
  const wider = (image: ImageStack, site: number): FunctionResult =>
    site === 2 ? { image: { ...image, data: Float32Array.from(image.data), dtype: "float32" } } : { image };
  expect(await messageOf(wider)).toMatchObject(
    invalid("'image' of 1 × 2 px uint16 intensity, got 1 × 2 px float32 intensity"),
  );
});

test("what is returned for some planes only is an error, and no plane takes the place of another", async () => {
  const some = (image: ImageStack, site: number): FunctionResult => (site === 2 ? {} : { image });
  expect(await messageOf(some, { returnsImage: false })).toMatchObject(invalid("'image' for each of 3 planes, got 2"));
  const missing = (_: ImageStack, site: number) => ({ outputs: site === 2 ? {} : { facts: site } });
  expect(await messageOf(missing, { returnsImage: false, outputs: facts })).toMatchObject({
    code: "FUNCTION_OUTPUT_MISSING",
    message: "Cannot use the result of 'look': expected output 'facts', got ''",
    function: "look",
  });
});

test.each<readonly [string, Json]>([
  ["a table", { columns: ["a"], rows: [[1]] }],
  ["a stack", { shape: [1, 1, 1], data: [1] }],
  ["nothing", null],
])("JSON that looks like %s is listed as JSON", async (_, value) => {
  const result = await run(() => ({ outputs: { facts: value } }), { returnsImage: false, outputs: facts });
  expect(result.error).toBeNull();
  expect(await folders.json("images_results/A01_facts.json")).toEqual(SITES.map(() => value));
});

test("beside the stack that they make, no more than one result is held at a time", async () => {
  const fresh = (image: ImageStack) => ({ image: { ...image, data: image.data.slice() } });
  const { error, peakBytes } = await run(fresh);
  expect(error).toBeNull();
  const [plane, stack] = [2 * 2, 2 * 2 * SITES.length];
  expect(peakBytes).toBe(stack + stack + plane);
});
