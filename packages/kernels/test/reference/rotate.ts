import { asFloat32, emptyLike, type PixelArray, type Plane } from "../../src/plane.ts";

interface Turn {
  readonly cos: number;
  readonly sin: number;
}

export function quarterTurned({ data, height, width }: Plane, quarters: number): Plane {
  const isSideways = quarters % 2 === 1;
  const [rows, columns] = isSideways ? [width, height] : [height, width];
  const result: PixelArray = emptyLike(data);
  // Where the first pixel of the result comes from, and the steps to those right of and below it.
  const first = [0, width - 1, height * width - 1, (height - 1) * width][quarters]!;
  const right = [1, width, -1, -width][quarters]!;
  const down = [width, -1, -width, 1][quarters]!;
  for (let y = 0; y < rows; y++)
    for (let x = 0; x < columns; x++) result[y * columns + x] = data[first + y * down + x * right]!;
  return { data: result, height: rows, width: columns };
}

/** Turned within its own size, bilinearly. */
export function turned(plane: Plane, { cos, sin }: Turn, fill: number): Plane<Float32Array> {
  const { height, width } = plane;
  const data = asFloat32(plane.data);
  const [rows, columns] = [height, width];
  const [middleY, middleX] = [(rows - 1) / 2, (columns - 1) / 2];
  const startY = (height - 1) / 2 - (cos * middleY + sin * middleX);
  const startX = (width - 1) / 2 - (-sin * middleY + cos * middleX);
  const result = new Float32Array(rows * columns);
  for (let y = 0; y < rows; y++) {
    for (let x = 0; x < columns; x++) {
      const fromY = startY + cos * y + sin * x;
      const fromX = startX - sin * y + cos * x;
      const isOutside = fromY < 0 || fromX < 0 || fromY > height - 1 || fromX > width - 1;
      result[y * columns + x] = isOutside ? fill : interpolated(data, height, width, fromY, fromX);
    }
  }
  return { data: result, height: rows, width: columns };
}

function interpolated(data: Float32Array, height: number, width: number, y: number, x: number): number {
  const [top, left] = [Math.floor(y), Math.floor(x)];
  const [down, along] = [y - top, x - left];
  const upper = top * width;
  const lower = Math.min(height - 1, top + 1) * width;
  const right = Math.min(width - 1, left + 1);
  const above = data[upper + left]! * (1 - along) + data[upper + right]! * along;
  const below = data[lower + left]! * (1 - along) + data[lower + right]! * along;
  return above * (1 - down) + below * down;
}
