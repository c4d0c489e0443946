// What `segmentNuclei` takes for a nucleus, and at what scale it looks.

/** Scale of the edges as a fraction of the typical radius; the least and the largest smoothing in px. */
export const EDGE_SCALE = 0.1;
export const EDGE_SIGMAS = [0.8, 3.5] as const;
/** The curvature in a flat nucleus may be as far below 0 by noise and texture. */
export const INSIDE_FROM = -0.035;
/** The edge contrast of a step of 1: a Gaussian's height at its middle. */
export const STEP_CONTRAST = 0.4;
/** The step of the intensity across an outline, in least heights of foreground: in quantised haze edges come from rounding. */
export const LEAST_STEP = 1.5;
/** What is as round as that is one nucleus: within edges, above half of its height, or where larger than two typical ones. */
export const ROUND = { border: 0.5, roundness: 0.97 };
export const ROUND_AND_LARGE = { border: 0.33, roundness: 0.97, typicalAreas: 2 };
/** Objects whose edges are softer than this fraction of the median of all are cytoplasm or haze beside sharp nuclei. */
export const SOFTEST = 0.35;
/** Of a nucleus; crescents and branches beside one, its cytoplasm, have less. */
export const LEAST_ROUNDNESS = 0.85;
/** Necks are not known better, px. */
export const LEAST_PROMINENCE = 0.3;
/** How far an outline may lie beyond the edge, as a fraction of the object's radius, at most of the typical one. */
export const GROWTH = 0.2;
/** How far around an object its ground is looked at, as a fraction of the typical radius. */
export const AROUND = 0.5;

/** What an object has at least that is a nucleus. */
export interface NucleusBars {
  /** Its area, in those of a typical nucleus: less is a speck. */
  readonly typicalAreas: number;
  /** How much of its height its edge has at once, see `sharpnessOf`. */
  readonly sharpness: number;
}

export const NUCLEUS: NucleusBars = { typicalAreas: 0.1, sharpness: 0 };
/** Dim nuclei stand alone at this fraction of the threshold, are no fragments, and nearly as sharp as the others: cytoplasm and haze are not. */
export const DIM = { threshold: 0.5, typicalAreas: 0.3, sharpness: 0.8 };
/** Bumps of noise have less, after smoothing by 1 px and what interpolation or compression did before, px. */
export const NOISE_RADIUS = 3;
