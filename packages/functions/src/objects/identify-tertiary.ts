import { subtractLabels } from "@ohcs/kernels";
import { Type } from "@sinclair/typebox";
import { define, parameters } from "../define.ts";
import { labelPlane, labelStack, stackInput } from "../stack/planes.ts";

/** Cytoplasm: cells without their nuclei, under the numbers of the cells. A cell that is all nucleus has none. */
export const identifyTertiary = define({
  name: "identifyTertiary",
  summary: "Takes nuclei out of cells: cytoplasm",
  params: parameters({
    shrinkNuclei: Type.Boolean({
      default: true,
      description: "Take nuclei out without their outermost pixels, so that every cell keeps some cytoplasm",
    }),
  }),
  inputs: { cells: { kind: "labels" }, nuclei: { kind: "labels" } },
  outputs: { cytoplasm: { kind: "labels", description: "Under the numbers of the cells" } },
  returnsImage: false,
  exact: true,
  memoryFactor: 4,
  citation: "CellProfiler IdentifyTertiaryObjects",
  run(inputs, { shrinkNuclei }) {
    const cytoplasm = subtractLabels(labelPlane(inputs, "cells"), labelPlane(inputs, "nuclei"), shrinkNuclei);
    return { outputs: { cytoplasm: labelStack(cytoplasm, stackInput(inputs, "cells")) } };
  },
});
