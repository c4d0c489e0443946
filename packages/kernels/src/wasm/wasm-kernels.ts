import type { ObjectKernels } from "./object-kernels.ts";

/** What `assembly/index.ts` exports. Addresses are bytes in `memory`, types those of `sampleType()`. */
export interface WasmKernels extends ObjectKernels {
  readonly memory: WebAssembly.Memory;
  arenaStart(): number;
  deflateScratch(): number;
  deflateBytes(source: number, length: number, target: number, scratch: number): number;
  decodeLzw(source: number, length: number, target: number, room: number): number;
  encodeLzw(source: number, length: number, target: number): number;
  countExceeded(type: number, source: number, target: number, samples: number, thresholds: number, count: number): void;
  markAboveOwn(type: number, source: number, thresholds: number, target: number, samples: number, floor: number): void;
  localThresholds(
    type: number,
    method: number,
    source: number,
    target: number,
    height: number,
    width: number,
    radius: number,
    k: number,
    r: number,
    origin: number,
    columns: number,
  ): void;
  binBlocks(
    type: number,
    source: number,
    target: number,
    rows: number,
    columns: number,
    width: number,
    side: number,
    share: number,
    line: number,
  ): void;
  lookUp(type: number, bytes: number, source: number, target: number, samples: number, table: number): void;
  sharpen(type: number, source: number, blurred: number, samples: number, amount: number): void;
  sobelPlane(type: number, source: number, target: number, height: number, width: number, lines: number): void;
  rankedColumns(width: number, radius: number): number;
  rankOfBytes(
    source: number,
    target: number,
    height: number,
    width: number,
    radius: number,
    rank: number,
    columns: number,
  ): void;
  rankOfNumbers(
    type: number,
    source: number,
    target: number,
    height: number,
    width: number,
    radius: number,
    rank: number,
    levels: number,
    counts: number,
    groups: number,
    rows: number,
  ): void;
  /** 0 where the seed exceeds the mask. */
  reconstructPlane(
    type: number,
    seed: number,
    mask: number,
    target: number,
    height: number,
    width: number,
    connectivity: number,
    grown: number,
    limit: number,
    waiting: number,
    lists: number,
  ): number;
  moveSamples(
    bytes: number,
    first: number,
    target: number,
    rows: number,
    columns: number,
    right: number,
    down: number,
  ): void;
  turnPlane(
    source: number,
    target: number,
    height: number,
    width: number,
    rows: number,
    columns: number,
    cos: number,
    sin: number,
    startY: number,
    startX: number,
    fill: number,
  ): void;
  blendRow(
    type: number,
    above: number,
    below: number,
    columns: number,
    count: number,
    fraction: number,
    weight: number,
    sums: number,
    weights: number,
  ): void;
  divideRow(sums: number, weights: number, width: number, target: number): void;
  blurPlane(
    source: number,
    target: number,
    height: number,
    width: number,
    weights: number,
    radius: number,
    rows: number,
    line: number,
    blocks: number,
  ): void;
  medianPlane(
    type: number,
    size: number,
    source: number,
    target: number,
    height: number,
    width: number,
    lines: number,
  ): void;
  extremePlane(
    type: number,
    isMaximum: boolean,
    source: number,
    target: number,
    height: number,
    width: number,
    footprint: number,
    beyond: number,
    scratch: number,
  ): void;
  equalizePlane(
    type: number,
    source: number,
    target: number,
    height: number,
    width: number,
    tiles: number,
    tileHeight: number,
    tileWidth: number,
    clipLimit: number,
    least: number,
    most: number,
    curves: number,
    counts: number,
  ): void;
  extremeScratch(rowBytes: number, sampleBytes: number, footprint: number): number;
  subtractPlanes(type: number, greater: number, less: number, target: number, samples: number): void;
  greatestOfPlanes(type: number, sources: number, count: number, target: number, samples: number): void;
  meanOfPlanes(type: number, sources: number, count: number, target: number, samples: number): void;
  countFrom(type: number, source: number, samples: number, least: number): number;
  countValues(type: number, source: number, samples: number, counts: number): void;
  joinCounts(type: number, counts: number): void;
  countUpperHalves(type: number, source: number, samples: number, counts: number): void;
  countLowerHalves(type: number, source: number, samples: number, tables: number, counts: number): void;
  rescale(type: number, source: number, target: number, samples: number, from: number, scale: number): void;
  findExtremes(type: number, source: number, samples: number, extremes: number): void;
  countBins(
    type: number,
    source: number,
    samples: number,
    first: number,
    last: number,
    scale: number,
    doubt: number,
    bins: number,
    counts: number,
  ): void;
  sortSamples(type: number, samples: number, count: number, spare: number, counts: number): void;
  darkestOfBlocks(source: number, height: number, width: number, places: number): void;
  addNormalEquations(blocks: number, count: number, kept: number, sums: number): void;
  leaveOutBright(blocks: number, count: number, surface: number, kept: number, heights: number): number;
  paintSurface(surface: number, target: number, height: number, width: number, places: number): number;
  evenOut(source: number, surface: number, target: number, samples: number, level: number): void;
  convertToFloats(type: number, source: number, target: number, samples: number): void;
  lowerBy(source: number, target: number, samples: number, level: number, limit: number, foreground: number): void;
  maskAbove(source: number, within: number, target: number, samples: number, limit: number): void;
  blocksOfMask(mask: number, height: number, width: number, target: number): void;
  widenBlocks(blocks: number, height: number, width: number, across: number, down: number, target: number): void;
  logarithms(heights: number, target: number, height: number, width: number, unit: number, blocks: number): void;
  curve(source: number, target: number, height: number, width: number, factor: number, blocks: number): void;
  measureVariances(type: number, source: number, height: number, width: number, variances: number): void;
  measureEvenness(
    source: number,
    width: number,
    columns: number,
    every: number,
    count: number,
    apart: number,
    variances: number,
  ): void;
  measureLines(
    plane: number,
    lines: number,
    apart: number,
    step: number,
    count: number,
    rank: number,
    target: number,
    least: number,
  ): void;
  countOpen(mask: number, samples: number): number;
  floodPlane(
    type: number,
    isInverted: boolean,
    landscape: number,
    markers: number,
    mask: number,
    height: number,
    width: number,
    connectivity: number,
    target: number,
    scratch: number,
    waiting: number,
  ): void;
  floodVolume(
    distances: number,
    markers: number,
    depth: number,
    height: number,
    width: number,
    steps: number,
    count: number,
    scratch: number,
    waiting: number,
  ): void;
  descendPlane(
    type: number,
    landscape: number,
    mask: number,
    height: number,
    width: number,
    least: number,
    relative: number,
    marksPeaks: boolean,
    target: number,
    closed: number,
    summits: number,
    sorting: number,
  ): number;
  measureDistances(
    type: number,
    source: number,
    target: number,
    height: number,
    width: number,
    isSquared: boolean,
    columns: number,
    envelope: number,
  ): void;
  sumBlocks(
    type: number,
    source: number,
    target: number,
    height: number,
    width: number,
    side: number,
    line: number,
  ): void;
  combineEnlarged(
    type: number,
    operator: number,
    source: number,
    blocks: number,
    rows: number,
    columns: number,
    side: number,
    target: number,
    height: number,
    width: number,
    places: number,
    line: number,
  ): void;
  mapPixels(
    type: number,
    source: number,
    targetType: number,
    target: number,
    samples: number,
    steps: number,
    count: number,
    tile: number,
  ): void;
  sumSamples(type: number, source: number, samples: number): number;
  transformRows(
    type: number,
    a: number,
    b: number,
    lessA: number,
    lessB: number,
    rows: number,
    length: number,
    re: number,
    im: number,
    width: number,
    plan: number,
    buffer: number,
  ): void;
  correlateColumns(
    re: number,
    im: number,
    rows: number,
    height: number,
    width: number,
    reach: number,
    plan: number,
    buffer: number,
  ): void;
  transformBack(re: number, im: number, rows: number, width: number, plan: number, buffer: number): void;
}
