import type { FunctionInputs, GpuFunctionInputs, Json, PlaneKey } from "@ohcs/context";
import { correctIllumination as corrected } from "@ohcs/kernels";
import { define } from "../define.ts";
import { forChannel } from "../sketch/sketches.ts";
import { gpuStackInput, gpuStackOf } from "../stack/gpu-planes.ts";
import { jsonInput, planesOf, stackInput, stackOf } from "../stack/planes.ts";
import type { IlluminationFunction } from "./calculate-illumination.ts";
import { correctIllumination as correctedOnGpu } from "./correct-illumination.webgpu.ts";

/**
 * Each plane divided by the illumination function of its channel, the same for the whole plate: afterwards intensities
 * at different places of an image are comparable, and those of different images still are.
 */
export const correctIllumination = define({
  name: "correctIllumination",
  summary: "Divides by the illumination function of the plate",
  inputs: {
    image: { kind: "image" },
    illumination: { kind: "json", description: "Artifact of `calculateIllumination`" },
  },
  intensity: "affine",
  memoryFactor: 2,
  citation: "CellProfiler CorrectIlluminationApply (divide)",
  run(inputs) {
    const image = stackInput(inputs);
    const planes = planesOf(image).map((plane, i) => {
      const { divisor, blockSize } = divisorFor(inputs, image.planes[i]);
      return corrected(plane, divisor, blockSize);
    });
    return { image: stackOf(planes, image) };
  },
  gpu: {
    bands: true,
    workPlanes: 3,
    run(session, inputs) {
      const image = gpuStackInput(inputs);
      const planes = image.data.map((plane, i) => {
        const { divisor, blockSize } = divisorFor(inputs, image.planes[i]);
        const uploaded = session.upload(divisor);
        const result = correctedOnGpu(session, plane, uploaded, blockSize);
        session.release(uploaded);
        return result;
      });
      return { image: gpuStackOf(planes, image) };
    },
  },
});

/** The divisor of a plane with this key: one value per block. */
function divisorFor(inputs: FunctionInputs | GpuFunctionInputs, { channel = "" }: PlaneKey = {}) {
  const [value] = jsonInput(inputs, "illumination").values;
  const { channels } = value as Json & { readonly channels: Readonly<Record<string, IlluminationFunction>> };
  const { height, width, blockSize, values } = forChannel(channels, channel, "an illumination function");
  const size = { height: Math.ceil(height / blockSize), width: Math.ceil(width / blockSize) };
  return { divisor: { ...size, data: Float32Array.from(values) }, blockSize };
}
