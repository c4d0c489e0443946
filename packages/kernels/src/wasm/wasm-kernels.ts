/** What `assembly/index.ts` exports. Addresses are bytes in `memory`, types those of `sampleType()`. */
export interface WasmKernels {
  readonly memory: WebAssembly.Memory;
  arenaStart(): number;
  blurPlane(
    source: number,
    target: number,
    height: number,
    width: number,
    weights: number,
    radius: number,
    rows: number,
    line: number,
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
    halves: number,
    radius: number,
    beyond: number,
    scratch: number,
  ): void;
  extremeScratch(rowBytes: number, sampleBytes: number, halves: number, radius: number): number;
  subtractOpened(type: number, source: number, opened: number, samples: number): void;
  raise(type: number, target: number, source: number, samples: number): void;
  addToSums(type: number, sums: number, source: number, samples: number): void;
  meanOfSums(sums: number, target: number, samples: number, count: number): void;
  countValues(type: number, source: number, samples: number, counts: number): void;
  countUpperHalves(type: number, source: number, samples: number, counts: number): void;
  countLowerHalves(type: number, source: number, samples: number, tables: number, counts: number): void;
  rescale(type: number, source: number, target: number, samples: number, from: number, scale: number): void;
  labelPlane(
    type: number,
    source: number,
    target: number,
    height: number,
    width: number,
    reach: number,
    runs: number,
  ): number;
  floodPlane(
    type: number,
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
  descendPlane(
    type: number,
    landscape: number,
    mask: number,
    height: number,
    width: number,
    least: number,
    relative: number,
    pixels: number,
    isPeak: number,
    roots: number,
    scratch: number,
    sorting: number,
  ): number;
  squareDistances(
    type: number,
    source: number,
    squared: number,
    height: number,
    width: number,
    columns: number,
    envelope: number,
  ): void;
  squareRoots(source: number, target: number, samples: number): void;
  transformLines(
    re: number,
    im: number,
    length: number,
    lines: number,
    step: number,
    next: number,
    order: number,
    cos: number,
    sin: number,
    buffer: number,
  ): void;
}
