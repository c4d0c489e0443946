import { catalogueOf } from "@ohcs/context";
import * as kernels from "@ohcs/kernels";
import { expect, test } from "vitest";
import * as root from "../src/index.ts";
import { presets } from "../src/presets/index.ts";
import * as webgpu from "../src/webgpu/index.ts";

test("the public surface of @ohcs/functions is this and no more", () => {
  expect(Object.keys(root).toSorted()).toMatchInlineSnapshot(`
    [
      "assayQuality",
      "assembleLabels",
      "assembleTiles",
      "bScore",
      "bestFocus",
      "bin",
      "blackTopHat",
      "calculateDiameter",
      "calculateIllumination",
      "calculateThreshold",
      "clahe",
      "clip",
      "closing",
      "combineObjects",
      "compareChannels",
      "composite",
      "correctIllumination",
      "countNuclei",
      "crop",
      "describeColumns",
      "detectSpots",
      "differenceOfGaussians",
      "dilate",
      "edgeEffects",
      "erode",
      "expandLabels",
      "extendedFocus",
      "fillHoles",
      "fillObjectHoles",
      "filterObjects",
      "fitDoseResponse",
      "functionErrors",
      "gaussianBlur",
      "identifySecondary",
      "identifyTertiary",
      "identity",
      "imageMath",
      "invert",
      "labelConnected",
      "labelVolume",
      "laplacianOfGaussian",
      "maskObjects",
      "maxProjection",
      "meanProjection",
      "measureCells",
      "measureDiameters",
      "measureHistogram",
      "measureIllumination",
      "measureImageQuality",
      "measureNuclearness",
      "measureObjects",
      "measureSkeleton",
      "median",
      "mergeTables",
      "opening",
      "openingByReconstruction",
      "overlayOutlines",
      "ownObjects",
      "percentOfControl",
      "percentileFilter",
      "percentileNormalize",
      "pixelwise",
      "regionProps",
      "relateObjects",
      "rescaleIntensity",
      "robustZScore",
      "rotate",
      "segmentNuclei",
      "shrinkLabels",
      "sobel",
      "subtractBackground",
      "summarizeWells",
      "threshold",
      "thresholdLi",
      "thresholdMultiOtsu",
      "thresholdNiblack",
      "thresholdOtsu",
      "thresholdSauvola",
      "thresholdTriangle",
      "thresholdYen",
      "tilePositions",
      "trackObjects",
      "unsharpMask",
      "watershed",
      "whiteTopHat",
    ]
  `);
});

test("the public surface of @ohcs/functions/webgpu is this and no more", () => {
  expect(Object.keys(webgpu).toSorted()).toMatchInlineSnapshot(`
    [
      "correctIllumination",
      "dilate",
      "distanceTransform",
      "erode",
      "gaussianBlur",
      "histogram",
      "labelConnected",
      "maxProjection",
      "meanProjection",
      "meanShrink",
      "medianFilter",
      "opening",
      "percentileNormalize",
      "phaseCorrelation",
      "subtractBackground",
      "thresholdOtsu",
      "tilePositions",
      "whiteTopHat",
    ]
  `);
});

test("what @ohcs/functions/webgpu computes has a twin of the same name in @ohcs/kernels", () => {
  expect(Object.keys(kernels)).toEqual(expect.arrayContaining(Object.keys(webgpu)));
});

test("the presets are these", () => {
  expect(Object.keys(presets)).toEqual([
    "count-nuclei",
    "count-nuclei-one-scale",
    "measure",
    "cells",
    "cell-painting",
    "translocation",
    "image-quality",
    "project",
    "stitch",
    "stitch-and-count",
  ]);
});

test("every preset names channels by their roles", () => {
  const channelled = Object.entries(presets).flatMap(([name, { steps }]) =>
    steps.flatMap((one) => {
      const inputs = "inputs" in one ? (one.inputs ?? {}) : {};
      return Object.entries(inputs).flatMap(([input, source]) =>
        typeof source === "object" && "channel" in source ? [`${name} ${one.name} ${input} ${source.channel}`] : [],
      );
    }),
  );
  expect(channelled).toEqual([
    "count-nuclei channels nuclei role:nuclei",
    "count-nuclei positions image role:nuclei",
    "count-nuclei segment image role:nuclei",
    "count-nuclei measure dna role:nuclei",
    "count-nuclei-one-scale channels nuclei role:nuclei",
    "count-nuclei-one-scale positions image role:nuclei",
    "count-nuclei-one-scale diameters image role:nuclei",
    "count-nuclei-one-scale segment image role:nuclei",
    "count-nuclei-one-scale measure dna role:nuclei",
    "measure channels nuclei role:nuclei",
    "measure positions image role:nuclei",
    "measure segment image role:nuclei",
    "measure measure dna role:nuclei",
    "measure measure gfp role:reporter",
    "cells channels nuclei role:nuclei",
    "cells positions image role:nuclei",
    "cells segment image role:nuclei",
    "cells cells image role:reporter",
    "cells measure DNA role:nuclei",
    "cells measure Reporter role:reporter",
    "cell-painting channels nuclei role:nuclei",
    "cell-painting positions image role:nuclei",
    "cell-painting segment image role:nuclei",
    "cell-painting cells image role:rna",
    "cell-painting measure DNA role:nuclei",
    "cell-painting measure ER role:er",
    "cell-painting measure RNA role:rna",
    "cell-painting measure AGP role:agp",
    "cell-painting measure Mito role:mito",
    "translocation channels nuclei role:nuclei",
    "translocation positions image role:nuclei",
    "translocation segment image role:nuclei",
    "translocation cells image role:reporter",
    "translocation measure DNA role:nuclei",
    "translocation measure Reporter role:reporter",
    "image-quality quality DNA role:nuclei",
    "image-quality quality Reporter role:reporter",
    "stitch positions image role:nuclei",
    "stitch-and-count channels nuclei role:nuclei",
    "stitch-and-count positions image role:nuclei",
    "stitch-and-count segment image role:nuclei",
    "stitch-and-count measure dna role:nuclei",
  ]);
});

test("every function is exported under its own name and declares summary, source and defaults", () => {
  const { entries } = catalogueOf({ "@ohcs/functions": root });
  expect(entries.map(({ declaration }) => declaration.name)).toEqual(entries.map(({ reference }) => reference.export));
  for (const { declaration } of entries) {
    expect(declaration.summary, declaration.name).not.toBe("");
    for (const [name, parameter] of Object.entries(declaration.params.properties))
      expect(
        "default" in parameter || !declaration.params.required?.includes(name),
        `${declaration.name}.${name}`,
      ).toBe(true);
  }
});

test("every function on wells takes views of a larger buffer, so that no plane of its chain is copied", () => {
  const { entries } = catalogueOf({ "@ohcs/functions": root });
  const declared = entries.map(({ declaration }) => declaration).filter(({ scope }) => scope === "well");
  expect(declared.length).toBeGreaterThan(50);
  expect(declared.filter(({ takesViews }) => !takesViews).map(({ name }) => name)).toEqual([]);
});
