import { Type } from "@ohcs/context";
import { combineLabels } from "@ohcs/kernels";
import { define, parameters } from "../define.ts";
import { labelPlane, labelStack, stackInput } from "../stack/planes.ts";

/** The objects of two kinds in one: those of `first` keep their numbers, those of `second` follow. */
export const combineObjects = define({
  name: "combineObjects",
  summary: "Puts the objects of two labellings into one",
  params: parameters({
    overlaps: Type.Union([Type.Literal("preserve"), Type.Literal("discard"), Type.Literal("merge")], {
      default: "preserve",
      description:
        "preserve: the second lose what the first have; discard: they are left out; merge: what overlaps becomes one",
    }),
  }),
  inputs: { first: { kind: "labels" }, second: { kind: "labels" } },
  outputs: { labels: { kind: "labels" } },
  exact: true,
  memoryFactor: 6,
  citation: "CellProfiler CombineObjects",
  run(inputs, { overlaps }) {
    const combined = combineLabels(labelPlane(inputs, "first"), labelPlane(inputs, "second"), overlaps);
    return { outputs: { labels: labelStack(combined, stackInput(inputs, "first")) } };
  },
});
