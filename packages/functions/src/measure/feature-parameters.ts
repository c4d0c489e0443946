import { lengthParameter, type Static, Type } from "@ohcs/context";
import { MaximumIntensity } from "../objects/maximum-intensity.ts";

const FAMILIES = [
  "shape",
  "zernike",
  "moments",
  "intensity",
  "texture",
  "granularity",
  "radialDistribution",
  "neighbors",
  "correlation",
] as const;

/** A group of columns that are measured together. */
export type FeatureFamily = (typeof FAMILIES)[number];

/** The list of families that a function measures, by default `chosen`. */
export function familiesParameter<Further extends string = never>(
  chosen: readonly (FeatureFamily | Further)[],
  ...further: readonly Further[]
) {
  const names: readonly (FeatureFamily | Further)[] = [...FAMILIES, ...further];
  return Type.Array(Type.Union(names.map((name) => Type.Literal(name))), {
    default: [...chosen],
    minItems: 1,
    uniqueItems: true,
    description: "What is measured; docs/features.md lists the columns of each family",
  });
}

/** How features are measured, for all functions that do. */
export const FEATURE_PARAMETERS = {
  maximumIntensity: MaximumIntensity,
  textureScales: Type.Array(Type.Integer({ minimum: 1, maximum: 100 }), {
    default: [3],
    minItems: 1,
    uniqueItems: true,
    description: "How far apart the pixels of texture are, px",
  }),
  textureLevels: Type.Integer({ default: 256, minimum: 2, maximum: 256, description: "Grey levels of texture" }),
  radialBins: Type.Integer({ default: 4, minimum: 1, maximum: 100, description: "Rings from centre to edge" }),
  granularitySubsample: Type.Number({
    default: 0.25,
    exclusiveMinimum: 0,
    maximum: 1,
    description: "Part of the image's size at which granularity is measured",
  }),
  granularityBackgroundSubsample: Type.Number({
    default: 0.25,
    exclusiveMinimum: 0,
    maximum: 1,
    description: "Part of that size at which its background is found",
  }),
  granularityElementSize: Type.Integer({
    default: 10,
    minimum: 1,
    maximum: 100,
    description: "Radius of structures after subsampling, px: what is wider is background",
  }),
  granularitySpectrumLength: Type.Integer({
    default: 16,
    minimum: 1,
    maximum: 100,
    description: "Sizes of granularity",
  }),
  neighborDistance: lengthParameter({
    default: 1,
    minimum: 1,
    maximum: 200,
    description: "How near neighbours are; up to 1 px they touch, and columns end in 'Adjacent'",
  }),
  correlationThreshold: Type.Number({
    default: 15,
    minimum: 0,
    exclusiveMaximum: 100,
    description: "Least intensity of colocalized pixels, percent of the object's greatest",
  }),
};

const Options = Type.Object(FEATURE_PARAMETERS);
/** The values of {@link FEATURE_PARAMETERS}. */
export type FeatureOptions = Static<typeof Options>;

/** Their defaults. */
export const DEFAULT_OPTIONS = Object.fromEntries(
  Object.entries(FEATURE_PARAMETERS).flatMap(([name, schema]) => {
    return schema.default === undefined ? [] : [[name, schema.default]];
  }),
) as FeatureOptions;
