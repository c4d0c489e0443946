/** What `assembly/index.ts` exports about objects: runs of them, lists of their pixels, planes of labels. */
export interface ObjectKernels {
  runsOfMask(
    type: number,
    source: number,
    height: number,
    width: number,
    reach: number,
    runs: number,
    counted: number,
  ): number;
  runsOfLabels(labels: number, height: number, width: number, runs: number, room: number, greatest: number): number;
  countPixels(runs: number, end: number, areas: number, most: number): void;
  groupPixels(runs: number, end: number, ends: number, most: number, pixels: number): void;
  paintRuns(runs: number, end: number, target: number, samples: number): void;
  keepRuns(runs: number, end: number, kept: number, most: number): number;
  sumByLabel(runs: number, end: number, plane: number, sums: number): void;
  keepLargestParts(runs: number, end: number, width: number, parts: number, best: number, most: number): number;
  percentileByLabel(
    type: number,
    plane: number,
    runs: number,
    end: number,
    ends: number,
    most: number,
    percentage: number,
    target: number,
    values: number,
  ): void;
  trimRuns(type: number, plane: number, runs: number, end: number, limits: number, target: number): number;
  fillHolesOfObjects(
    runs: number,
    end: number,
    height: number,
    width: number,
    gaps: number,
    owners: number,
    target: number,
  ): number;
  measureRoundness(runs: number, end: number, most: number, width: number, sums: number, target: number): void;
  joinInRound(
    labels: number,
    runs: number,
    end: number,
    most: number,
    areas: number,
    round: number,
    found: number,
    minArea: number,
    least: number,
  ): void;
  addAboveLines(
    runs: number,
    end: number,
    plane: number,
    width: number,
    rows: number,
    columns: number,
    sums: number,
  ): void;
  outermostPixels(labels: number, height: number, width: number, runs: number, end: number, pixels: number): number;
  growDownhill(
    labels: number,
    heights: number,
    height: number,
    width: number,
    limits: number,
    reaches: number,
    pixels: number,
    count: number,
  ): number;
  percentileOfTaken(
    labels: number,
    heights: number,
    pixels: number,
    count: number,
    ends: number,
    most: number,
    percentage: number,
    target: number,
    values: number,
  ): void;
  measureThickness(
    mask: number,
    height: number,
    width: number,
    runs: number,
    end: number,
    columns: number,
    envelope: number,
    thickest: number,
  ): void;
  fillHolesOfPlane(
    type: number,
    source: number,
    target: number,
    height: number,
    width: number,
    maxArea: number,
    runs: number,
    areas: number,
  ): void;
  measureShapes(
    pixels: number,
    ends: number,
    count: number,
    width: number,
    box: number,
    rows: number,
    target: number,
  ): void;
  measureOutlines(
    pixels: number,
    ends: number,
    count: number,
    width: number,
    box: number,
    points: number,
    target: number,
  ): void;
  measureIntensities(
    type: number,
    data: number,
    pixels: number,
    ends: number,
    count: number,
    values: number,
    target: number,
  ): void;
  measureIntensityFeatures(
    type: number,
    data: number,
    pixels: number,
    ends: number,
    count: number,
    height: number,
    width: number,
    box: number,
    values: number,
    target: number,
  ): void;
  drawRings(
    labels: number,
    height: number,
    width: number,
    objects: number,
    count: number,
    least: number,
    most: number,
    reach: number,
    scratch: number,
    pixels: number,
    ends: number,
  ): void;
  growLabels(
    labels: number,
    target: number,
    height: number,
    width: number,
    least: number,
    most: number,
    reach: number,
    columns: number,
    nearest: number,
    envelope: number,
  ): void;
  thinLabels(
    source: number,
    target: number,
    height: number,
    width: number,
    removable: number,
    framed: number,
    listed: number,
    border: number,
    removed: number,
  ): void;
}
