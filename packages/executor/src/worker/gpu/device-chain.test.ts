import {
  type DefinedFunction,
  defineFunction,
  type FunctionInput,
  type GpuDtype,
  type GpuFunctionInputs,
  type GpuImageStack,
  type GpuSession,
  NO_PARAMETERS,
} from "@ohcs/context";
import { type CallFixture, contextOf } from "@ohcs/testkit/contexts";
import { expect, test } from "vitest";
import { recordingSession } from "../../../test/gpu/recording-session.ts";
import { stackOf } from "../../../test/gpu/stack-of.ts";
import { BufferPool } from "../buffers/buffer-pool.ts";
import { PixelLease } from "../buffers/pixel-lease.ts";
import { ByteAccount } from "../byte-account.ts";
import type { ChainSurroundings } from "../chain/chain-surroundings.ts";
import type { LoadedCall } from "../chain/load-chain.ts";
import { DeviceChain } from "./device-chain.ts";

const base = {
  version: "1.0.0",
  summary: "For tests",
  params: NO_PARAMETERS,
  memory: "webgpu",
  over: ["zIndex"],
} as const;

/** Every plane of the image as a new one, of `dtype` where one is named. */
function mapped(session: GpuSession, name: string, { image }: GpuFunctionInputs, dtype?: GpuDtype): GpuImageStack {
  const stack = image as GpuImageStack;
  const data = stack.data.map(({ height, width, dtype: own }) => session.allocate(height, width, dtype ?? own));
  for (const result of data) session.run({ name, writes: { result }, threads: 6, code: "" });
  return { ...stack, data, ...(dtype === undefined ? {} : { dtype }) };
}

function mapping(name: string, dtype?: GpuDtype, exact = false): DefinedFunction {
  const run = (session: GpuSession, inputs: GpuFunctionInputs) => ({ image: mapped(session, name, inputs, dtype) });
  return defineFunction({ ...base, name, exact, gpu: { run } });
}

const FUNCTIONS: readonly DefinedFunction[] = [
  mapping("same"),
  mapping("toBytes", "uint8"),
  mapping("sameExactly", undefined, true),
  defineFunction({
    ...base,
    name: "subtract",

    inputs: { image: { kind: "image" }, dark: { kind: "image" } },
    gpu: { run: (session, inputs) => ({ image: mapped(session, "subtract", inputs) }) },
  }),
  defineFunction({
    ...base,
    name: "measure",

    exact: true,
    returnsImage: false,
    gpu: {
      run: (session, inputs) => {
        session.release(...mapped(session, "measure", inputs).data);
        return {};
      },
    },
  }),
  defineFunction({
    ...base,
    name: "forgets",

    gpu: {
      run: (session, inputs) => {
        session.upload({ data: new Uint8Array(6), height: 2, width: 3 });
        return { image: mapped(session, "forgets", inputs) };
      },
    },
  }),
  defineFunction({
    ...base,
    name: "dark",

    inputs: { image: { kind: "image" }, dark: { kind: "image" } },
    gpu: { run: (_, { dark }) => ({ image: dark as GpuImageStack }) },
  }),
];

/** Runs a chain on a session that records; `inputs` are those of the step. */
async function runOn(chain: readonly CallFixture[], inputs: Readonly<Record<string, FunctionInput>>, exact = false) {
  const context = contextOf({ well: "A01", steps: [{ name: "only", chain, groups: [] }] });
  const plans = context.stepPlans.get(0)?.func.get("*")?.toArray() ?? [];
  const [first, ...others] = plans.map(loaded);
  if (first === undefined) throw new Error("a chain without calls");
  const session = recordingSession();
  const leg = {
    calls: [first, ...others] as const,
    main: inputs.image,
    inputs: new Map(Object.entries(inputs)),
    exact,
  };
  const results = await new DeviceChain(session, leg, surroundings(), false).run();
  return { session, results };
}

function loaded(plan: LoadedCall["plan"]): LoadedCall {
  const fn = FUNCTIONS.find(({ declaration }) => declaration.name === plan.export);
  if (fn === undefined) throw new Error(`no function '${plan.export}'`);
  return { plan, fn, params: {} };
}

function surroundings(): ChainSurroundings {
  return {
    environment: {} as ChainSurroundings["environment"],
    lease: new PixelLease(new BufferPool(), new ByteAccount(null)),
    gpu: null,
    ownsInputs: true,
    onQuality: () => undefined,
    pause: async () => undefined,
  };
}

/** The most planes that were there while kernels of each name ran. */
function mostDuring({ during }: ReturnType<typeof recordingSession>): Readonly<Record<string, number>> {
  const most = new Map<string, number>();
  for (const [name, planes] of during) most.set(name, Math.max(most.get(name) ?? 0, planes));
  return Object.fromEntries(most);
}

test("an image that becomes wider between two calls is not there twice: planes in and planes out, and no more", async () => {
  const { session, results } = await runOn(["toBytes", "same"], { image: stackOf(4, "float32") });
  expect(mostDuring(session)).toEqual({ toBytes: 8, "to float32": 5, same: 8 });
  expect(results.at(-1)?.image).toMatchObject({ dtype: "float32", shape: [4, 2, 3] });
});

test("an image that a call takes wider is not there twice either, unless the next is given it as it was", async () => {
  const wide = { takes: "float32" };
  const image = stackOf(4, "uint8");
  const { session } = await runOn([{ call: "sameExactly", ...wide }], { image }, true);
  expect(mostDuring(session)).toEqual({ "to float32": 5, sameExactly: 8 });
  const both = await runOn([{ call: "measure", ...wide }, "sameExactly"], { image }, true);
  expect(mostDuring(both.session)).toEqual({ "to float32": 8, measure: 9, sameExactly: 8 });
  expect(both.results.at(-1)?.image).toMatchObject({ dtype: "uint8" });
});

test("a named input goes after the last call that takes it", async () => {
  const dark = { call: "subtract", inputs: ["dark"] };
  const inputs = { image: stackOf(4, "float32"), dark: stackOf(1, "float32") };
  const { session } = await runOn([dark, dark, "same"], inputs);
  expect(session.during.map(([, planes]) => planes).filter((_, i) => i % 4 === 3)).toEqual([9, 9, 8]);
});

test("a named input that a call returns as its image stays for the calls that take it as well", async () => {
  const given = (call: string) => ({ call, inputs: ["dark"] });
  const inputs = { image: stackOf(1, "float32"), dark: stackOf(1, "uint8") };
  const { session, results } = await runOn([given("dark"), given("subtract")], inputs);
  expect(results.at(-1)?.image).toMatchObject({ dtype: "float32" });
  expect(mostDuring(session)).toEqual({ "to float32": 2, subtract: 3 });
});

test("nothing is left on the device, not even what a function forgot", async () => {
  const { session } = await runOn(["forgets", "same"], { image: stackOf(2, "uint8") });
  expect(session.live.size).toBe(0);
});
