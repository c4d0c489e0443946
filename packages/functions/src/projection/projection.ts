import { maxProjection as maximumOf, meanProjection as meanOf, withResultsIn } from "@ohcs/kernels";
import { define } from "../define.ts";
import { gpuStackInput, reducedGpuStack } from "../stack/gpu-planes.ts";
import { planesOf, reducedStack, stackInput } from "../stack/planes.ts";
import { maxProjection as maximumOnGpu, meanProjection as meanOnGpu } from "./projection.webgpu.ts";

/** The mean of each pixel over a stack `[s, y, x]`, as one float32 plane; summed in float64. Stacks as `maxProjection`. */
export const meanProjection = define({
  name: "meanProjection",
  summary: "Mean of each pixel over the stack",
  contract: "volumeToSlice",
  over: ["zIndex", "timepoint"],
  intensity: "preserves",
  memoryFactor: 2,
  citation: "numpy.mean(stack, axis=0)",
  run(inputs, _, { allocate }) {
    const stack = stackInput(inputs);
    const mean = withResultsIn(allocate, () => meanOf(planesOf(stack)));
    return { image: reducedStack(mean, stack) };
  },
  gpu: {
    bands: true,
    memoryFactor: 1,
    workPlanes: 3,
    run(session, inputs) {
      const stack = gpuStackInput(inputs);
      return { image: reducedGpuStack(meanOnGpu(session, stack.data), stack) };
    },
  },
});

/**
 * The largest value of each pixel over a stack `[s, y, x]`, as one plane of the same dtype. Stacks z, or timepoints if
 * the step requests it; never sites.
 */
export const maxProjection = define({
  name: "maxProjection",
  summary: "Largest value of each pixel over the stack",
  contract: "volumeToSlice",
  over: ["zIndex", "timepoint"],
  intensity: "preserves",
  exact: true,
  memoryFactor: 1,
  citation: "numpy.max(stack, axis=0)",
  run(inputs, _, { allocate }) {
    const stack = stackInput(inputs);
    return {
      image: reducedStack(
        withResultsIn(allocate, () => maximumOf(planesOf(stack))),
        stack,
      ),
    };
  },
  gpu: {
    bands: true,
    memoryFactor: 1,
    workPlanes: 2,
    run(session, inputs) {
      const stack = gpuStackInput(inputs);
      return { image: reducedGpuStack(maximumOnGpu(session, stack.data), stack) };
    },
  },
});
