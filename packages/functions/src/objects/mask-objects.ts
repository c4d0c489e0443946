import { Type } from "@ohcs/context";
import { expectSameShape, type Labels, labelAreas } from "@ohcs/kernels";
import { define, parameters } from "../define.ts";
import { labelPlane, labelStack, stackInput } from "../stack/planes.ts";

/** The objects as far as they lie within those of a mask; numbers stay. */
export const maskObjects = define({
  name: "maskObjects",
  summary: "Keeps what of objects lies within others",
  params: parameters({
    keep: Type.Union([Type.Literal("overlap"), Type.Literal("whole")], {
      default: "overlap",
      description: "Whether kept objects lose their pixels outside the mask",
    }),
    minOverlap: Type.Number({
      default: 0,
      minimum: 0,
      maximum: 1,
      description: "Objects of which a smaller part lies within the mask are dropped",
    }),
  }),
  inputs: { labels: { kind: "labels" }, mask: { kind: "labels", description: "Within is where this is not 0" } },
  outputs: { labels: { kind: "labels" } },
  exact: true,
  memoryFactor: 4,
  citation: "CellProfiler MaskObjects",
  run(inputs, { keep, minOverlap }) {
    const [labels, mask] = [labelPlane(inputs, "labels"), labelPlane(inputs, "mask")];
    expectSameShape("mask objects", labels, mask);
    const masked = masking(labels, mask, keep === "whole", minOverlap);
    return { outputs: { labels: labelStack(masked, stackInput(inputs, "labels")) } };
  },
});

function masking(labels: Labels, mask: Labels, isWhole: boolean, minOverlap: number): Labels {
  const within = { ...labels, data: labels.data.map((label, i) => (mask.data[i] === 0 ? 0 : label)) };
  const [areas, overlaps] = [labelAreas(labels), labelAreas(within)];
  const source = isWhole ? labels : within;
  const isKept = areas.map((area, label) => {
    const overlap = overlaps[label] ?? 0;
    return overlap > 0 && overlap >= minOverlap * area ? 1 : 0;
  });
  return { ...labels, data: source.data.map((label) => (label > 0 && isKept[label] === 1 ? label : 0)) };
}
