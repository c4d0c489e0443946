import type { Cell, ImageStack } from "@ohcs/context";
import {
  type CentralPaths,
  centralPaths,
  colocalizationFeatures,
  type Features,
  type GranularSpectrum,
  granularityFeatures,
  granularSpectrum,
  intensityFeatures,
  momentFeatures,
  neighborFeatures,
  type Plane,
  radialFeatures,
  saturatedPixels,
  shapeFeatures,
  textureFeatures,
  zernikeFeatures,
} from "@ohcs/kernels";
import { maximumIntensityOf } from "../objects/maximum-intensity.ts";
import { planeOf } from "../stack/planes.ts";
import type { FeatureFamily, FeatureOptions } from "./feature-parameters.ts";
import type { Columns, MeasuredImage, MeasuredObjects } from "./measured-objects.ts";

/** What is measured of all objects alike. */
export interface Measurement {
  readonly images: readonly MeasuredImage[];
  readonly has: Chosen;
  readonly options: FeatureOptions;
  /** Of each image, if granularity is chosen. */
  readonly spectra: ReadonlyMap<string, GranularSpectrum>;
}

/** The families chosen in these images. */
export function measurement(
  images: readonly MeasuredImage[],
  families: readonly string[],
  options: FeatureOptions,
): Measurement {
  const has = (family: FeatureFamily) => families.includes(family);
  const granular = has("granularity") ? images : [];
  const spectra = granular.map(({ name, image }) => {
    return [name, granularSpectrum(planeOf(image), granularityOptions(options))] as const;
  });
  return { images, has, options, spectra: new Map(spectra) };
}

/** The columns of the families chosen, under CellProfiler's names: of objects, of each image, of each pair of images. */
export function featureColumns(objects: MeasuredObjects, { images, has, options, spectra }: Measurement): Columns {
  const paths = has("radialDistribution")
    ? objects.regions.map(({ pixels }) => centralPaths(pixels, objects.labels))
    : null;
  return [
    ...objectColumns(objects, has, options),
    ...images.flatMap((image) => imageColumns(objects, image, has, options)),
    ...images.flatMap((image) => (paths === null ? [] : radialColumns(objects, image, paths, options))),
    ...images.flatMap(({ name, image }) => granularityColumns(objects, name, image, spectra.get(name))),
    ...(has("correlation") ? pairsOf(images).flatMap((pair) => pairColumns(objects, pair, options)) : []),
  ];
}

type Chosen = (family: FeatureFamily) => boolean;

function objectColumns(objects: MeasuredObjects, has: Chosen, { neighborDistance }: FeatureOptions): Columns {
  const { regions, shapes, labels, pixelSizeUm } = objects;
  const distance = Math.max(1, Math.round(neighborDistance));
  const scale = distance === 1 ? "Adjacent" : String(distance);
  const shape = (name: string) => `AreaShape_${name}`;
  return [
    ...(has("shape") ? named(shapeFeatures(regions, shapes, labels), shape) : []),
    ...(has("shape") && pixelSizeUm !== null ? [areaInUm2(shapes, pixelSizeUm)] : []),
    ...(has("moments") ? named(momentFeatures(regions, labels), shape) : []),
    ...(has("zernike") ? named(zernikeFeatures(regions, labels), shape) : []),
    ...(has("neighbors")
      ? named(neighborFeatures(regions, shapes, labels, distance), (name) => `Neighbors_${name}_${scale}`)
      : []),
  ];
}

function areaInUm2(shapes: readonly { readonly area: number }[], pixelSizeUm: number): Columns[number] {
  return ["AreaShape_Area_um2", shapes.map(({ area }) => area * pixelSizeUm * pixelSizeUm)];
}

function imageColumns(
  { regions, labels }: MeasuredObjects,
  { name: image, image: stack, saturation }: MeasuredImage,
  has: Chosen,
  options: FeatureOptions,
): Columns {
  const plane = planeOf(stack);
  const maximum = maximumIntensityOf(stack, options.maximumIntensity);
  const { textureLevels: levels } = options;
  const intensity = has("intensity") ? intensityFeatures(regions, labels, plane) : null;
  return [
    ...(intensity === null ? [] : named(intensity, (name) => `${name}_${image}`)),
    ...(intensity === null
      ? []
      : [[`QC_Saturated_${image}`, saturatedIn(intensity, regions, plane, saturation)] as const]),
    ...(has("texture")
      ? options.textureScales.flatMap((scale) =>
          named(textureFeatures(regions, labels, plane, { scale, levels, maximum }), (name) =>
            textureName(name, image),
          ),
        )
      : []),
  ];
}

/** Most objects have no pixel so bright, as their greatest intensity tells. */
function saturatedIn(
  { Intensity_MaxIntensity: greatest }: Features,
  regions: MeasuredObjects["regions"],
  { data }: Plane,
  saturation: number | null,
): readonly Cell[] {
  return regions.map(({ pixels }, i) => {
    if (saturation === null) return null;
    return (greatest?.[i] ?? saturation) < saturation ? 0 : saturatedPixels(data, saturation, pixels);
  });
}

function granularityColumns(
  { regions }: MeasuredObjects,
  name: string,
  image: ImageStack,
  spectrum: GranularSpectrum | undefined,
): Columns {
  if (spectrum === undefined) return [];
  return named(granularityFeatures(regions, planeOf(image), spectrum), (feature) => `${feature}_${name}`);
}

/** `Contrast_3_00_256` → `Texture_Contrast_DNA_3_00_256` */
function textureName(name: string, image: string): string {
  return `Texture_${name.replace("_", `_${image}_`)}`;
}

/** `FracAtD_1of4` → `RadialDistribution_FracAtD_DNA_1of4` */
function radialColumns(
  { regions }: MeasuredObjects,
  { name, image }: MeasuredImage,
  paths: readonly CentralPaths[],
  { radialBins: bins }: FeatureOptions,
): Columns {
  const features = radialFeatures(regions, planeOf(image), { bins, paths });
  return named(features, (feature) => `RadialDistribution_${feature.replace("_", `_${name}_`)}`);
}

function granularityOptions(options: FeatureOptions) {
  return {
    subsample: options.granularitySubsample,
    backgroundSubsample: options.granularityBackgroundSubsample,
    elementSize: options.granularityElementSize,
    spectrumLength: options.granularitySpectrumLength,
  };
}

type Pair = readonly [first: MeasuredImage, second: MeasuredImage];

function pairsOf(images: readonly MeasuredImage[]): readonly Pair[] {
  return images.flatMap((first, i) => images.slice(i + 1).map((second) => [first, second] as const));
}

/** `K_1` → `Correlation_K_DNA_ER`, `K_2` → `Correlation_K_ER_DNA`, as CellProfiler turns the names. */
function pairColumns({ regions }: MeasuredObjects, [first, second]: Pair, options: FeatureOptions): Columns {
  const maximum = Math.round(
    Math.max(...[first, second].map(({ image }) => maximumIntensityOf(image, options.maximumIntensity))),
  );
  const settings = { threshold: options.correlationThreshold, maximum };
  const features = colocalizationFeatures(regions, planeOf(first.image), planeOf(second.image), settings);
  return named(features, (name) => {
    const [feature, which] = name.split("_");
    const names = which === "2" ? [second.name, first.name] : [first.name, second.name];
    return `Correlation_${feature}_${names.join("_")}`;
  });
}

function named(features: Features, nameOf: (feature: string) => string): Columns {
  return Object.entries(features).map(([name, values]) => [nameOf(name), values]);
}
