/** What a column of measurements means. */
export interface ColumnDefinition {
  /** `px`, `px²`, `µm`, `counts`, `degrees`, `percent`; null for numbers without one. */
  readonly unit: string | null;
  readonly definition: string;
  /** The name without statistic and compartment. */
  readonly feature: string;
  /** What stands before the feature: `Nuclei`; null where nothing does. */
  readonly compartment: string | null;
}

type Entry = readonly [name: RegExp, unit: string | null, definition: string];

/** By the part of a column's name that follows compartment and statistic; the first that fits holds. See `docs/features.md`. */
const DEFINITIONS: readonly Entry[] = [
  [/^Metadata_Well$/, null, "well"],
  [/^Metadata_Site$/, null, "site in its well; 0 for a mosaic of all"],
  [/^Metadata_SourceSite$/, null, "site that counts the object"],
  [/^Metadata_Duplicate$/, null, "1 where another site counts the object"],
  [/^Metadata_TouchesEdge$/, null, "1 where the border cuts the object"],
  [/^Metadata_Status$/, null, "how the well ended"],
  [/^Metadata_Withheld$|^Withheld$/, null, "why a statistic is not given"],
  [/^Metadata_/, null, "identity, or a column of the plate map"],
  [/^(Source)?ObjectNumber$/, null, "label of the object in its label image"],
  [/^Count_(Positive|Negative|Wells|Edge|Interior)$/, "wells", "number of wells"],
  [/^Count_/, "objects", "number of objects, each counted once"],
  [/^Parent_/, null, "number of the object that it lies in, 0 for none"],
  [/^Children_/, "objects", "number of objects that lie in it"],
  [/^AreaShape_(Area|ConvexArea|BoundingBoxArea)$/, "px²", "area of the object, its hull, or its box"],
  [/^AreaShape_Area_um2$/, "µm²", "area of the object"],
  [/^AreaShape_Volume$/, "voxels", "volume of the object"],
  [/^AreaShape_Volume_um3$/, "µm³", "volume of the object"],
  [/^AreaShape_\w+_um$/, "µm", "length of an axis of the ellipsoid with the same second moments"],
  [/^AreaShape_(Center|BoundingBox)/, "px", "place of the object, pixel centres being whole numbers from 0"],
  [/^AreaShape_(First|Last)Plane$/, null, "plane of the stack, counted from 1"],
  [/^AreaShape_Orientation$/, "degrees", "angle of the major axis, −90 to 90"],
  [
    /^AreaShape_(Zernike|SpatialMoment|CentralMoment|NormalizedMoment|HuMoment|InertiaTensor)/,
    null,
    "moment of the shape",
  ],
  [/^AreaShape_(Perimeter|\w*(Length|Diameter|Radius))$/, "px", "length of the object"],
  [/^AreaShape_/, null, "shape of the object"],
  [/^Intensity_MassDisplacement/, "px", "distance from the centroid to that of the intensities"],
  [/^Intensity_/, "counts", "intensity within the object, or on its edge"],
  [/^Location_/, "px", "place of a greatest or mean intensity"],
  [/^Texture_/, null, "Haralick's feature: scale px, direction, grey levels"],
  [/^Granularity_/, "percent", "intensity in structures of the i-th size"],
  [/^RadialDistribution_/, null, "part of the intensity in a ring from centre to edge"],
  [/^Neighbors_NumberOfNeighbors/, "objects", "neighbours within the distance"],
  [/^Neighbors_PercentTouching/, "percent", "part of the outline that touches neighbours"],
  [/^Neighbors_\w*Distance/, "px", "distance to a neighbour"],
  [/^Neighbors_AngleBetween/, "degrees", "angle between the two closest neighbours"],
  [/^Neighbors_/, null, "number of a neighbour"],
  [/^Correlation_/, null, "colocalization of two images within the object"],
  [/^Ring_/, "counts", "intensity in a ring around the object"],
  [/^Ratio_/, null, "ratio of two mean intensities"],
  [/^Skeleton_Length_um$/, "µm", "length of the middle lines"],
  [/^Skeleton_Length$/, "px", "length of the middle lines"],
  [/^Skeleton_/, null, "number of ends, branch points or branches of the middle lines"],
  [/^Spots_Intensity$/, "counts", "intensity of the pixel of a spot"],
  [/^Spots_Response$/, "counts", "response of the filter that finds spots"],
  [/^QC_Saturated/, "px", "saturated pixels"],
  [/^QC_/, null, "1 where a check failed; in wells the number of images"],
  [/^Nuclearness/, null, "how much a channel looks like nuclei, 0 to 1"],
  [/^ImageQuality_Percent/, "percent", "pixels at the greatest or least intensity"],
  [/^ImageQuality_(Total|Mean|Median|Std|Min|Max|MAD)/, "counts", "intensity of the image"],
  [/^ImageQuality_/, null, "sharpness of the image"],
  [/^Segmentation_(Threshold|Background|Noise)$/, "counts", "level that the segmentation found"],
  [/^Segmentation_Count$/, "objects", "objects of an image, before those in overlaps are counted once"],
  [/^Feature$/, null, "column of the table of wells"],
  [/^Compound$/, null, "compound in the plate map"],
  [/^EC50/, null, "dose of half the response, as the plate map states doses, or an end of its 95 % interval"],
  [/^Hill$/, null, "steepness of the curve"],
  [/^(E0|EInf)$/, null, "response at no or at infinite dose, in units of the feature"],
  [/^R2$/, null, "part of the variance that the curve explains"],
  [/^(Robust)?ZPrime/, null, "Z' of the controls, or an end of its 95 % interval"],
  [/^(Robust)?SSMD$/, null, "strictly standardized mean difference of the controls"],
  [/^SignalToBackground$/, null, "mean of positive by mean of negative controls"],
  [/^(Mean|Std)_(Positive|Negative)$/, null, "mean or standard deviation of controls, in units of the feature"],
  [/^(Edge|Row|Column)_Effect$/, null, "size of the effect of border, rows or columns"],
  [/^(Edge|Row|Column)_PValue$/, null, "probability of such an effect by chance"],
];

const STATISTICS: Readonly<Record<string, string>> = {
  Median: "median over objects",
  Mean: "mean over objects",
  Mad: "median absolute deviation over objects",
  Sum: "sum over objects",
};

/** The meaning of a column by its name; null where it is none of ours. */
export function columnDefinition(column: string): ColumnDefinition | null {
  const [, statistic, measured = column] = /^(Median|Mean|Mad|Sum)_(.+)$/.exec(column) ?? [];
  // What stands before a family is the objects' name.
  const [, object = null, feature = measured] = /^([A-Za-z0-9]+?)_(?=[A-Z])(.+)$/.exec(measured) ?? [];
  const found = described(column, null) ?? described(measured, null) ?? described(feature, object);
  if (found === null || found.feature === column || statistic === undefined) return found;
  return { ...found, definition: `${STATISTICS[statistic]}: ${found.definition}` };
}

function described(feature: string, compartment: string | null): ColumnDefinition | null {
  const entry = DEFINITIONS.find(([pattern]) => pattern.test(feature));
  if (entry === undefined) return null;
  const [, unit, definition] = entry;
  const counted = /^Count_(.+)$/.exec(feature)?.[1];
  return counted === undefined || unit === "wells"
    ? { unit, definition, feature, compartment }
    : { unit, definition, feature: "Count", compartment: counted };
}
