import { type AllocatePixels, dtypeOf } from "@ohcs/context";
import { distanceTransform, labelConnected, type Plane, prominentPeaks } from "@ohcs/kernels";

/** The same planes in every library: five noisy ones with round objects, and what operations on objects start from. */
export interface BenchPlanes {
  readonly stack: readonly Plane<SampleArray>[];
  readonly image: Plane<SampleArray>;
  readonly moved: Plane;
  readonly mask: Plane<Uint8Array>;
  readonly labels: Plane<Uint32Array>;
  readonly valleys: Plane<Float32Array>;
  readonly markers: Plane<Uint32Array>;
}

type SampleArray = Uint8Array<ArrayBuffer> | Uint16Array<ArrayBuffer> | Float32Array<ArrayBuffer>;

export const SAMPLES = { uint8: Uint8Array, uint16: Uint16Array, float32: Float32Array } as const;

export type Samples = keyof typeof SAMPLES;

export function benchPlanes(side: number, samples: Samples): BenchPlanes {
  const size = { height: side, width: side };
  const random = randomOf(side);
  const objects = Array.from({ length: Math.ceil((side / 60) ** 2) }, () => [
    random() * side,
    random() * side,
    7 + 8 * random(),
  ]);
  const drawn = new Float32Array(side * side);
  for (const [x = 0, y = 0, radius = 0] of objects) drawDisk(drawn, side, x, y, radius);
  const scale = samples === "uint8" ? 0.2 : 1;
  const planeOf = () => {
    const data = new SAMPLES[samples](side * side);
    for (let i = 0; i < data.length; i++) data[i] = scale * (100 + (drawn[i] ?? 0) + 60 * random());
    return { data, ...size };
  };
  const stack = Array.from({ length: 5 }, planeOf);
  const image = stack[0] ?? planeOf();
  const mask = { data: Uint8Array.from(drawn, (height) => (height > 300 ? 1 : 0)), ...size };
  const { labels } = labelConnected(mask);
  const distances = distanceTransform(mask);
  const { labels: markers } = prominentPeaks(distances, { prominence: 1, mask });
  const valleys = { data: distances.data.map((value) => -value), ...size };
  const moved = { data: image.data.map((_, i) => image.data.at(i - 3 * side - 5) ?? 0), ...size };
  return { stack, image, moved, mask, labels, valleys, markers };
}

/** The same planes in arrays of `allocate`. */
export function placedPlanes(
  { stack, moved, mask, labels, valleys, markers }: BenchPlanes,
  allocate: AllocatePixels,
): BenchPlanes {
  const placed = <P extends Plane>(plane: P): P => {
    const data = allocate(dtypeOf(plane.data) ?? "uint8", plane.data.length);
    data.set(plane.data);
    return { ...plane, data };
  };
  const planes = stack.map(placed);
  return {
    stack: planes,
    image: planes[0] as Plane<SampleArray>,
    moved: placed(moved),
    mask: placed(mask),
    labels: placed(labels),
    valleys: placed(valleys),
    markers: placed(markers),
  };
}

function drawDisk(data: Float32Array, side: number, x: number, y: number, radius: number): void {
  for (let row = Math.max(0, Math.ceil(y - radius)); row <= Math.min(side - 1, y + radius); row++) {
    for (let column = Math.max(0, Math.ceil(x - radius)); column <= Math.min(side - 1, x + radius); column++) {
      if (Math.hypot(column - x, row - y) <= radius) data[row * side + column] = 500 + 10 * radius;
    }
  }
}

function randomOf(seed: number): () => number {
  let state = seed | 1;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) | 0;
    return (state >>> 0) / 2 ** 32;
  };
}
