import { type FunctionResult, isOhcsError } from "@ohcs/context";
import { at, originOf } from "../../well/place.ts";
import type { ChainSurroundings } from "../chain/chain-surroundings.ts";
import { DeviceChain, type Leg } from "./device-chain.ts";
import type { WorkerGpu } from "./worker-gpu.ts";

/** Errors that a device raises only when it computes what was recorded, maybe some calls later. */
const LATE: readonly string[] = ["GPU_SHADER_INVALID", "GPU_COMMAND_INVALID", "GPU_MEMORY_EXHAUSTED"];

/**
 * Runs consecutive calls on a device: their images go there once, stay between the calls, and only the last one comes back.
 * Where that fails and it is not certain at which call, all is done again, call by call, so that the error names the function.
 */
export async function runOnGpu(
  gpu: WorkerGpu,
  leg: Leg,
  surroundings: ChainSurroundings,
): Promise<readonly FunctionResult[]> {
  try {
    return await runOnce(gpu, leg, surroundings, false);
  } catch (error) {
    const isLate = LATE.some((code) => isOhcsError(originOf(error), code));
    if (leg.calls.length === 1 || !isLate) throw error;
    return runOnce(gpu, leg, surroundings, true);
  }
}

async function runOnce(
  gpu: WorkerGpu,
  leg: Leg,
  surroundings: ChainSurroundings,
  settles: boolean,
): Promise<readonly FunctionResult[]> {
  try {
    const session = await at({ function: leg.calls[0].plan.export }, () => gpu.session());
    return await new DeviceChain(session, leg, surroundings, settles).run();
  } catch (error) {
    gpu.reset();
    throw error;
  }
}
