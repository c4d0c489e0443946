import { Type } from "@ohcs/context";
import { labelConnected as labelled, withResultsIn } from "@ohcs/kernels";
import { define, parameters } from "../define.ts";
import { gpuPlaneOf, gpuStackInput } from "../stack/gpu-planes.ts";
import { labelStack, planeOf, stackInput } from "../stack/planes.ts";
import { labelConnected as labelledOnGpu } from "./label-connected.webgpu.ts";

/** Labels the connected pixels of a mask that are not 0, uint32, dense from 1 in raster order. */
export const labelConnected = define({
  name: "labelConnected",
  summary: "Numbers the connected regions of a mask",
  params: parameters({
    connectivity: Type.Union([Type.Literal(4), Type.Literal(8)], {
      default: 8,
      description: "Neighbours of a pixel that belong to its region: along the axes, or diagonal ones too",
    }),
  }),
  outputs: { labels: { kind: "labels" } },
  exact: true,
  memoryFactor: 6,
  citation: "skimage.measure.label",
  run(inputs, { connectivity }, { allocate }) {
    const mask = stackInput(inputs);
    const { labels } = withResultsIn(allocate, () => labelled(planeOf(mask), { connectivity }));
    return { outputs: { labels: labelStack(labels, mask) } };
  },
  gpu: {
    accepts: ["uint8", "uint16", "uint32", "float32"],
    bands: true,
    halo: 1,
    memoryFactor: 1,
    workPlanes: 5,
    async run(session, inputs, { connectivity }) {
      const mask = gpuStackInput(inputs);
      const labels = await labelledOnGpu(session, gpuPlaneOf(mask), { connectivity });
      const { data, height, width } = await session.download(labels);
      session.release(labels);
      const plane = { data: new Uint32Array(data), height, width };
      return { outputs: { labels: labelStack(plane, { ...mask, data: plane.data, memory: "cpu" }) } };
    },
  },
});
