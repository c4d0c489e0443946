import type {
  FunctionInput,
  FunctionResult,
  GpuFunctionInput,
  GpuFunctionInputs,
  GpuFunctionResult,
  GpuImageStack,
  GpuSession,
} from "@ohcs/context";
import { at } from "../../well/place.ts";
import { called } from "../chain/call-once.ts";
import type { ChainSurroundings } from "../chain/chain-surroundings.ts";
import { isStack } from "../chain/is-stack.ts";
import type { LoadedCall } from "../chain/load-chain.ts";
import { callOnGpu } from "./call-on-gpu.ts";
import { DeviceStacks } from "./device-stacks.ts";
import { isOnDevice } from "./is-on-device.ts";
import { type TrackedPlanes, trackedPlanes } from "./tracked-planes.ts";

/** Consecutive calls for a GPU, and what they are given. */
export interface Leg {
  readonly calls: readonly [LoadedCall, ...LoadedCall[]];
  /** The image of the chain, where there is one. */
  readonly main: FunctionInput | undefined;
  /** The inputs of the step by name. */
  readonly inputs: ReadonlyMap<string, FunctionInput>;
  /** Are all calls of the chain exact in integers, so that images need not become float32 between them? */
  readonly exact: boolean;
}

/** One run of a leg: what is on the device while it goes on. */
export class DeviceChain {
  readonly #planes: TrackedPlanes;
  readonly #leg: Leg;
  readonly #surroundings: ChainSurroundings;
  readonly #settles: boolean;
  readonly #stacks: DeviceStacks;
  readonly #named = new Map<string, GpuImageStack>();
  /** The image of the chain, once it is needed there. */
  #image: GpuImageStack | null = null;
  /** The call that made it; null while it is what was uploaded. */
  #maker: LoadedCall | null = null;

  /** @param settles Is each call to be waited for, so that its error is its own? */
  constructor(session: GpuSession, leg: Leg, surroundings: ChainSurroundings, settles: boolean) {
    this.#planes = trackedPlanes(session);
    this.#leg = leg;
    this.#surroundings = surroundings;
    this.#settles = settles;
    this.#stacks = new DeviceStacks(this.#planes.session);
  }

  /** The results of the calls, the image with that of the last one that returned any. */
  async run(): Promise<readonly FunctionResult[]> {
    const results: FunctionResult[] = [];
    for (const call of this.#leg.calls) results.push(await at({ function: call.plan.export }, () => this.#call(call)));
    const maker = this.#maker;
    const made = this.#image;
    if (maker === null || made === null) return this.#ended(results);
    const { lease } = this.#surroundings;
    const download = () => called(maker.plan, () => this.#stacks.download(made, lease));
    const image = await at({ function: maker.plan.export }, download);
    const last = this.#leg.calls.indexOf(maker);
    return this.#ended(results.map((result, i) => (i === last ? { ...result, image } : result)));
  }

  #ended(results: readonly FunctionResult[]): readonly FunctionResult[] {
    this.#planes.releaseAll();
    return results;
  }

  async #call(call: LoadedCall): Promise<FunctionResult> {
    const inputs = await called(call.plan, () => this.#inputsOf(call));
    const { image, ...rest } = await callOnGpu(this.#planes.session, call, inputs, this.#surroundings);
    await this.#took(call, image);
    return rest;
  }

  async #took(call: LoadedCall, image: GpuFunctionResult["image"]): Promise<void> {
    if (image !== undefined) {
      this.#image = this.#stacks.adopt(image);
      this.#maker = call;
    }
    this.#forgetNamed(call);
    this.#stacks.keep([...(this.#image === null ? [] : [this.#image]), ...this.#named.values()]);
    if (this.#settles && image !== undefined) await called(call.plan, () => this.#stacks.settle(image));
  }

  /** Named inputs that no later call takes are needed no more. */
  #forgetNamed(call: LoadedCall): void {
    const { calls } = this.#leg;
    const later = new Set(calls.slice(calls.indexOf(call) + 1).flatMap(({ plan }) => plan.inputs.toArray()));
    for (const name of this.#named.keys()) if (!later.has(name)) this.#named.delete(name);
  }

  #inputsOf(call: LoadedCall): GpuFunctionInputs {
    const { plan, fn } = call;
    const named = plan.inputs.toArray().flatMap((name) => {
      const input = this.#uploaded(name);
      return input === undefined ? [] : [[name, input] as const];
    });
    const main = fn.declaration.inputs.image === undefined ? undefined : this.#main();
    const image = isOnDevice(main) ? this.#taken(main, call) : main;
    return { ...Object.fromEntries(named), ...(image === undefined ? {} : { image }) };
  }

  /** The image as the call takes it: in place of what it was, unless a later call may be given that again. */
  #taken(image: GpuImageStack, { plan, fn }: LoadedCall): GpuImageStack {
    if (!fn.declaration.returnsImage) return this.#stacks.widened(image, plan.takes);
    this.#image = this.#stacks.replaced(image, plan.takes, this.#named.values());
    return this.#image;
  }

  /** The image of the chain, as the next call gets it. */
  #main(): GpuFunctionInput | undefined {
    const { main, exact } = this.#leg;
    const { lease } = this.#surroundings;
    if (this.#image === null) {
      if (!isStack(main)) return main;
      this.#image = exact ? this.#stacks.upload(main) : this.#stacks.uploadAsFloats(main, lease);
    } else if (!exact) this.#image = this.#stacks.replaced(this.#image, "float32", this.#named.values());
    return this.#image;
  }

  /** A named input of the step: its images are uploaded once for all calls. */
  #uploaded(name: string): GpuFunctionInput | undefined {
    const known = this.#named.get(name);
    if (known !== undefined) return known;
    const input = this.#leg.inputs.get(name);
    if (!isStack(input)) return input;
    const stack = this.#stacks.upload(input);
    this.#named.set(name, stack);
    return stack;
  }
}
