interface Disc {
  readonly x: number;
  readonly y: number;
  readonly radius: number;
  /** @default 1 */
  readonly height?: number;
}

/** A plane of discs on 0; where they overlap the later one is seen. */
export function discs(size: number, shapes: readonly Disc[]): { data: Float32Array; height: number; width: number } {
  const data = new Float32Array(size * size);
  for (const { x, y, radius, height = 1 } of shapes) {
    for (let i = 0; i < data.length; i++) {
      if (Math.hypot((i % size) - x, Math.floor(i / size) - y) <= radius) data[i] = height;
    }
  }
  return { data, height: size, width: size };
}
