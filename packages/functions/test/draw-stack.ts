import { dtypeOf, type FunctionEnvironment, type ImageStack, type PixelArray, type PlaneKey } from "@ohcs/context";

/** A stack drawn as matrices of numbers, one per plane. */
export function drawStack(
  planes: number[][][],
  options: { as?: new (values: number[]) => PixelArray; keys?: PlaneKey[]; kind?: ImageStack["kind"] } = {},
): ImageStack {
  const {
    as: Samples = Uint16Array,
    keys = planes.map((_, i) => ({ site: 1, channel: "1", zIndex: i + 1 })),
    kind = "intensity",
  } = options;
  const data = new Samples(planes.flat(2));
  const shape = [planes.length, planes[0]?.length ?? 0, planes[0]?.[0]?.length ?? 0] as const;
  const dtype = dtypeOf(data) ?? "uint16";
  return {
    data,
    shape,
    dtype,
    kind,
    axis: planes.length > 1 ? "zIndex" : null,
    planes: keys,
    positions: planes.map(() => null),
    calibration: { pixelSizeUm: 0.5 },
    memory: "cpu",
  };
}

/** The pixels of a stack as matrices again. */
export function pixelsOf({ data, shape: [s, height, width] }: ImageStack): number[][][] {
  const rows = Array.from({ length: s * height }, (_, row) => [...data.subarray(row * width, (row + 1) * width)]);
  return Array.from({ length: s }, (_, plane) => rows.slice(plane * height, (plane + 1) * height));
}

/** What a function may know, for tests. */
export function environment(changes: Partial<FunctionEnvironment> = {}): FunctionEnvironment {
  return {
    calibration: { pixelSizeUm: 0.5 },
    key: {},
    grid: null,
    signal: new AbortController().signal,
    contributors: [],
    ...changes,
  };
}
