import {
  defineFunction,
  type FunctionImplementation,
  type ImageStack,
  isOhcsError,
  NO_PARAMETERS,
  Type,
} from "@ohcs/context";
import { expect, test } from "vitest";
import type { AnyFunction } from "./function/function-scene.ts";
import { functionConformance } from "./function-conformance.ts";

/** Runs the suite; the names of the tests that failed. */
async function failuresOf(defined: AnyFunction): Promise<string[]> {
  const tests: [string, () => Promise<void>][] = [];
  functionConformance({ test: (name, body) => tests.push([name, body]), defined });
  const failed: string[] = [];
  for (const [name, body] of tests)
    await body().catch((error: unknown) => {
      if (!(error instanceof Error)) throw error;
      failed.push(name);
    });
  return failed;
}

type Run = FunctionImplementation<Readonly<Record<string, unknown>>>;

const imageOf = (inputs: Parameters<Run>[0]) => inputs.image as ImageStack;
const inverted = (image: ImageStack) => ({
  ...image,
  data: image.data.map((value) => 255 - value) as typeof image.data,
});
const declared = { name: "invert", version: "1.0.0", summary: "Dark becomes bright", params: NO_PARAMETERS } as const;
const defined = (run: Run) => defineFunction({ ...declared, run });

test("functionConformance() passes a function that keeps its promises", async () => {
  expect(await failuresOf(defined((inputs) => ({ image: inverted(imageOf(inputs)) })))).toEqual([]);
});

test("functionConformance() tests parameters at their bounds, and does not test functions of tables", async () => {
  const params = Type.Object({ level: Type.Number({ default: 1, minimum: 0, maximum: 9 }) });
  const names: string[] = [];
  const leveled = defineFunction({ ...declared, params, run: (inputs) => ({ image: inverted(imageOf(inputs)) }) });
  functionConformance({ test: (name) => names.push(name), defined: leveled });
  expect(names.filter((name) => name.startsWith("'level'"))).toHaveLength(2);
  const ofTables = defineFunction({ ...declared, inputs: { cells: { kind: "table" } }, run: () => ({}) });
  names.length = 0;
  functionConformance({ test: (name) => names.push(name), defined: ofTables });
  expect(names).toHaveLength(2);
});

let calls = 0;
const RESULTS = "results are what is declared: planes, size, sample type, kinds";

test.each<[string, AnyFunction, string]>([
  [
    "writes to its input",
    defined((inputs) => {
      imageOf(inputs).data.fill(1);
      return { image: inverted(imageOf(inputs)) };
    }),
    "landmine 26: it does not write to its inputs",
  ],
  [
    "counts its calls",
    defined((inputs) => ({
      image: { ...imageOf(inputs), data: imageOf(inputs).data.map(() => calls++ % 200) } as ImageStack,
    })),
    "equal inputs give equal results",
  ],
  [
    "loses a row",
    defined((inputs) => {
      const { data, shape, ...rest } = imageOf(inputs);
      const [planes, height, width] = shape;
      return { image: { ...rest, data: data.slice(width), shape: [planes, height - 1, width] as const } };
    }),
    RESULTS,
  ],
  [
    "names another sample type than it gives",
    defined((inputs) => ({ image: { ...inverted(imageOf(inputs)), dtype: "int32" } })),
    RESULTS,
  ],
  ["gives no image", defined(() => ({})), RESULTS],
  [
    "gives an output that it does not declare",
    defined((inputs) => ({ image: imageOf(inputs), outputs: { n: 1 } })),
    RESULTS,
  ],
  [
    "fails for a single pixel with an error of its own",
    defined((inputs) => {
      if (imageOf(inputs).data.length === 1) throw new RangeError("too small");
      return { image: inverted(imageOf(inputs)) };
    }),
    "planes of one pixel, one row or an odd size give a result, or an OhcsError",
  ],
  [
    "fails at a bound of its parameter",
    defineFunction({
      ...declared,
      params: Type.Object({ size: Type.Number({ default: 3, minimum: 0 }) }),
      run: (inputs, { size }) => ({
        image: { ...imageOf(inputs), data: imageOf(inputs).data.slice(size === 0 ? 1 : 0) },
      }),
    }),
    "'size' at its minimum gives a result, or an OhcsError",
  ],
  [
    "has a default beyond its bounds",
    defineFunction({
      ...declared,
      params: Type.Object({ size: Type.Number({ default: 3, maximum: 2 }) }),
      run: (inputs) => ({ image: imageOf(inputs) }),
    }),
    "every required parameter has a default, and every default lies within its bounds",
  ],
])("functionConformance() catches a function that %s", async (_, broken, name) => {
  expect(await failuresOf(broken)).toContain(name);
});

test("functionConformance() reports the expected and the actual value", async () => {
  const bodies = new Map<string, () => Promise<void>>();
  functionConformance({ test: (name, body) => bodies.set(name, body), defined: defined(() => ({})) });
  const error = await bodies
    .get(RESULTS)?.()
    .catch((thrown: unknown) => thrown);
  expect(isOhcsError(error, "CONFORMANCE_FAILED") && error.message).toContain("Cannot accept that there is an image");
});
