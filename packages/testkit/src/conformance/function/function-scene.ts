import {
  allocatePixels,
  type DefinedFunction,
  type Dtype,
  type FunctionCall,
  type FunctionDeclaration,
  type FunctionEnvironment,
  type FunctionInputs,
  type FunctionResult,
  type ImageStack,
} from "@ohcs/context";

/** A result of `defineFunction` with any parameters. */
export interface AnyFunction extends Pick<DefinedFunction, "declaration"> {
  (parameters?: never): FunctionCall;
  readonly run: (
    inputs: FunctionInputs,
    params: never,
    environment: FunctionEnvironment,
  ) => FunctionResult | Promise<FunctionResult>;
}

/** A stack to call a function with. */
export interface Scene {
  readonly height: number;
  readonly width: number;
  readonly planes: number;
  readonly dtype: Dtype;
}

/** The sizes, numbers of planes and sample types that a declaration admits. */
export function scenesFor({ contract, accepts }: FunctionDeclaration, sizes: readonly Size[]): readonly Scene[] {
  const dtypes = accepts ?? (["uint8", "uint16", "float32"] as const);
  const planes = contract === "2d" ? [1] : [1, 3];
  return sizes.flatMap(([height, width]) =>
    planes.flatMap((count) => dtypes.map((dtype) => ({ height, width, planes: count, dtype }))),
  );
}

export type Size = readonly [height: number, width: number];

/** Edge-case sizes: a function may refuse them, with an OhcsError. */
export const SMALL: readonly Size[] = [
  [1, 1],
  [1, 2],
  [3, 1],
  [5, 7],
];

/** Sizes that every function must take. */
export const USUAL: readonly Size[] = [
  [64, 64],
  [33, 57],
];

/** Bright discs on a slope with noise, different in every plane, deterministic. */
export function drawScene(scene: Scene, axis: ImageStack["axis"]): ImageStack {
  const { height, width, planes, dtype } = scene;
  const data = allocatePixels(dtype, planes * height * width);
  const scale = dtype === "uint8" ? 1 : 8;
  for (let i = 0; i < data.length; i++) {
    const [plane, y, x] = [Math.floor(i / (height * width)), Math.floor(i / width) % height, i % width];
    data[i] = scale * (10 + ((i * 7919) % 5) + (x % 16) + (isInDisc(x + 3 * plane, y) ? 80 : 0));
  }
  return { ...framed(scene, axis), data, dtype, kind: "intensity" };
}

/** The discs of {@link drawScene} as labels, dense from 1 in each plane. */
export function drawLabels(scene: Scene, axis: ImageStack["axis"]): ImageStack {
  const { height, width, planes } = scene;
  const data = new Uint32Array(planes * height * width);
  const columns = Math.ceil((width + 3 * planes) / 16);
  const seen = new Map<string, number>();
  for (let i = 0; i < data.length; i++) {
    const [plane, y, x] = [Math.floor(i / (height * width)), Math.floor(i / width) % height, i % width];
    if (!isInDisc(x + 3 * plane, y)) continue;
    const place = `${plane}:${Math.floor(y / 16) * columns + Math.floor((x + 3 * plane) / 16)}`;
    const label = seen.get(place) ?? 1 + [...seen.keys()].filter((key) => key.startsWith(`${plane}:`)).length;
    seen.set(place, label);
    data[i] = label;
  }
  return { ...framed(scene, axis), data, dtype: "uint32", kind: "labels" };
}

const PIXEL_UM = 0.5;

function framed({ height, width, planes }: Scene, axis: ImageStack["axis"]) {
  const indexes = Array.from({ length: planes }, (_, i) => i);
  return {
    shape: [planes, height, width] as const,
    axis: planes > 1 ? axis : null,
    planes: indexes.map((i) => ({
      ...FIRST,
      ...(axis === null ? {} : { [axis]: axis === "channel" ? `${i + 1}` : i + 1 }),
    })),
    positions: indexes.map((i) => ({ xUm: i * width * PIXEL_UM, yUm: 0 })),
    calibration: { pixelSizeUm: PIXEL_UM },
    memory: "cpu" as const,
  };
}

const FIRST = { site: 1, channel: "1", zIndex: 1, timepoint: 1 };

function isInDisc(x: number, y: number): boolean {
  return ((x % 16) - 8) ** 2 + ((y % 16) - 8) ** 2 <= 20;
}
