import type { LoadedCall } from "../chain/load-chain.ts";
import type { WorkerGpu } from "./worker-gpu.ts";

/** Does a call compute on a GPU here? Not where the well fell back to the CPU, which has no `gpu`. */
export function isOnGpu(call: LoadedCall | undefined, gpu: WorkerGpu | null): boolean {
  return gpu !== null && call?.plan.memory === "webgpu";
}

/** Does nothing but a GPU see the image of a chain as it comes, so that it may go there with few bytes and be widened there? */
export function goesStraightToGpu([first]: readonly LoadedCall[], gpu: WorkerGpu | null): boolean {
  return isOnGpu(first, gpu) && first?.fn.declaration.returnsImage === true;
}
