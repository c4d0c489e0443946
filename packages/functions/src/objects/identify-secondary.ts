import { lengthParameter, Type } from "@ohcs/context";
import { expandLabels, foregroundThreshold, growCells, subtractLabels } from "@ohcs/kernels";
import { define, parameters } from "../define.ts";
import { labelPlane, labelStack, planeOf, stackInput } from "../stack/planes.ts";
import { MaximumIntensity, maximumIntensityOf } from "./maximum-intensity.ts";

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
  exact: true,
  memoryFactor: 4,
  citation: "CellProfiler IdentifyTertiaryObjects",
  run(inputs, { shrinkNuclei }) {
    const cytoplasm = subtractLabels(labelPlane(inputs, "cells"), labelPlane(inputs, "nuclei"), shrinkNuclei);
    return { outputs: { cytoplasm: labelStack(cytoplasm, stackInput(inputs, "cells")) } };
  },
});

const Method = Type.Union([Type.Literal("propagation"), Type.Literal("watershed"), Type.Literal("distance")], {
  default: "propagation",
  description: "By shortest paths over the image, by flooding it, or by distance to the nuclei alone",
});

const ThresholdMethod = Type.Union([Type.Literal("minimumCrossEntropy"), Type.Literal("otsu")], {
  default: "minimumCrossEntropy",
  description: "Method of finding the threshold, above which cells are",
});

/**
 * Cells, grown from nuclei over an image of the cells. Each nucleus has one cell that holds it, with the same number. With
 * `method: "distance"` the image is not asked.
 */
export const identifySecondary = define({
  name: "identifySecondary",
  summary: "Grows cells from nuclei",
  params: parameters({
    method: Method,
    regularization: Type.Number({
      default: 0.05,
      minimum: 0,
      description: "Weight of 1 px of path relative to intensity differences from 0 to 1: high values follow distance",
    }),
    distance: lengthParameter({ default: 10, minimum: 0, description: "How far cells reach by method 'distance'" }),
    threshold: ThresholdMethod,
    log: Type.Boolean({ default: false, description: "Threshold logarithms: finds dim cells next to bright ones" }),
    correction: Type.Number({ default: 1, minimum: 0, description: "Factor on the threshold above the background" }),
    min: Type.Optional(Type.Number({ description: "Lowest threshold, intensity" })),
    max: Type.Optional(Type.Number({ description: "Highest threshold, intensity; the contrast floor still applies" })),
    minContrast: Type.Number({
      default: 2,
      minimum: 0,
      description: "Robust sigmas of the noise above the background",
    }),
    fillHoles: Type.Boolean({ default: true, description: "Fill background that one cell encloses" }),
    maximumIntensity: MaximumIntensity,
  }),
  inputs: { image: { kind: "image", description: "The cells" }, nuclei: { kind: "labels" } },
  outputs: { cells: { kind: "labels", description: "One for each nucleus, under its number" } },
  intensity: "perImage",
  exact: true,
  memoryFactor: 24,
  citation: "CellProfiler IdentifySecondaryObjects; Jones, Carpenter and Golland 2005; skimage.segmentation.watershed",
  run(inputs, { method, regularization, distance, threshold: by, log, correction, min, max, minContrast, ...rest }) {
    const image = stackInput(inputs);
    const nuclei = labelPlane(inputs, "nuclei");
    if (method === "distance") return { outputs: { cells: labelStack(expandLabels(nuclei, distance), image) } };
    const plane = planeOf(image);
    const bounds = { ...(min === undefined ? {} : { min }), ...(max === undefined ? {} : { max }) };
    const options = { method: by, log, correction, minContrast, ...bounds };
    const { threshold } = foregroundThreshold(new Float32Array(plane.data), options);
    const cells = growCells(plane, nuclei, {
      method,
      threshold,
      regularization: regularization * maximumIntensityOf(image, rest.maximumIntensity),
      fillHoles: rest.fillHoles,
    });
    return { outputs: { cells: labelStack(cells, image) } };
  },
});
