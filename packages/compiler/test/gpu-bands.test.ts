import { defineFunction, lengthParameter, type PipelineSpec, step, Type } from "@ohcs/context";
import { expect, test } from "vitest";
import { catalogueWith, functions } from "./catalogue-fixture.ts";
import { inventoryOf, sampleAdapter } from "./gpu-fixture.ts";
import { contextsOf, host, manifestOf, problemsOf } from "./plate-fixture.ts";

const { maxProjection, assembleTiles, tilePositions } = functions;

/** Its kernels work by rows, and read twice its reach and one more around each. */
const wide = defineFunction({
  name: "wide",
  version: "1.0.0",
  summary: "For tests.",
  module: "test:functions",
  run: () => ({}),
  params: Type.Object({ reach: lengthParameter({ default: 1, minimum: 0 }) }),
  gpu: { run: () => ({}), bands: true, halo: { parameter: "reach", times: 2, plus: 1 } },
});

const [WIDTH, HEIGHT] = [2048, 4096];
const PLANE = WIDTH * HEIGHT * 4;

function manifestWith(sites: number) {
  const manifest = manifestOf({ wells: ["A01"], channels: ["1"], planes: 1, sites });
  const header = { width: WIDTH, height: HEIGHT, dtype: "uint16", pages: 1 } as const;
  return { ...manifest, images: manifest.images.map((image) => ({ ...image, header })) };
}

/** The input of a compilation for a GPU with the given binding limit. */
function withBinding(bytes: number, sites = 1) {
  const limits = { maxBufferSize: 2 ** 40, maxStorageBufferBindingSize: bytes };
  const gpu = inventoryOf(sampleAdapter("a", { limits, memoryBytes: 2 ** 40 }));
  return { catalogue: catalogueWith({ wide }), manifest: manifestWith(sites), host: { ...host, gpu } };
}

function lastChoice(steps: PipelineSpec["steps"], rest: ReturnType<typeof withBinding>) {
  const plan = contextsOf(steps, rest)[0]?.stepPlans.last();
  const call = plan?.func.valueSeq().first()?.last();
  return call === undefined ? null : [call.memory, call.reason];
}

const blurBy = (reach: number) => [step("blur", { func: wide({ reach }) })];

test("a call that works by rows runs on a GPU that binds a row with its halo", () => {
  const need = (2 * 201 + 1) * WIDTH * 4;
  expect(lastChoice(blurBy(100), withBinding(need))).toEqual(["webgpu", "preferred, and a GPU fits"]);
  const reason = `it needs maxStorageBufferBindingSize ${need} for 403 rows of 2048 px, and 'a' has ${need - 1}`;
  expect(lastChoice(blurBy(100), withBinding(need - 1))).toEqual(["cpu", reason]);
});

test("no call needs more than its whole plane, for any halo", () => {
  expect(lastChoice(blurBy(5000), withBinding(PLANE))).toEqual(["webgpu", "preferred, and a GPU fits"]);
  const reason = `it needs maxStorageBufferBindingSize ${PLANE}, and 'a' has ${PLANE - 1}`;
  expect(lastChoice(blurBy(5000), withBinding(PLANE - 1))).toEqual(["cpu", reason]);
});

test("a call that must run on a GPU which does not bind its rows is an error at compile time", () => {
  const steps = [step("blur", { func: wide({ reach: 1000 }), gpu: "require" })];
  expect(problemsOf(steps, withBinding(2 ** 24))).toMatchObject([
    {
      severity: "error",
      code: "GPU_UNAVAILABLE",
      where: { step: { name: "blur" }, function: "wide" },
      expected: "a GPU that fits",
      got: "it needs maxStorageBufferBindingSize 32792576 for 4003 rows of 2048 px, and 'a' has 16777216",
      hint: "Set 'gpu' to 'prefer' to run on the CPU instead; 'ohcs gpus' lists those of this machine",
    },
  ]);
});

test("the rows of a mosaic are as wide as its grid, in the worst alignment", () => {
  const steps = [
    step("p", { func: maxProjection() }),
    step("places", { func: tilePositions(), inputs: { image: { from: "step:p", channel: "1" } } }),
    step("stitch", { func: assembleTiles(), inputs: { image: "step:p", positions: "json:positions" } }),
    step("blur", { func: wide({ reach: 100 }) }),
  ];
  const need = (2 * 201 + 190) * 3 * WIDTH * 4;
  const reason = `it needs maxStorageBufferBindingSize ${need} for 592 rows of 6144 px, and 'a' has ${need - 1}`;
  expect(lastChoice(steps, withBinding(need, 3))).toEqual(["webgpu", "preferred, and a GPU fits"]);
  expect(lastChoice(steps, withBinding(need - 1, 3))).toEqual(["cpu", reason]);
  const withoutGrid = { ...withBinding(need, 3), manifest: { ...manifestWith(3), grid: null } };
  expect(lastChoice(steps, withoutGrid)).toMatchObject(["webgpu", {}]);
});
