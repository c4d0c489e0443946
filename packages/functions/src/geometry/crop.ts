import { crop as cropped, type Plane } from "@ohcs/kernels";
import { Type } from "@sinclair/typebox";
import { define, parameters } from "../define.ts";
import { mapPlanes, stackInput } from "../stack/planes.ts";

const px = (description: string, minimum: number, value: number) =>
  Type.Integer({ default: value, minimum, description });

const rest = (description: string) =>
  Type.Union([Type.Integer({ minimum: 1 }), Type.Null()], { default: null, description });

/** The part of each plane within a rectangle, samples unchanged. Planes no longer lie where the stage was: they have no position. */
export const crop = define({
  name: "crop",
  summary: "Cuts a rectangle out",
  params: parameters({
    x: px("Left column, px", 0, 0),
    y: px("Upper row, px", 0, 0),
    width: rest("Columns, px; null: to the right edge"),
    height: rest("Rows, px; null: to the lower edge"),
  }),
  intensity: "preserves",
  geometry: "moved",
  exact: true,
  citation: "numpy slices",
  run(inputs, { x, y, width, height }, environment) {
    const stack = stackInput(inputs);
    const partOf = (plane: Plane) =>
      cropped(plane, { x, y, width: width ?? plane.width - x, height: height ?? plane.height - y });
    const image = mapPlanes(stack, partOf, environment);
    return { image: { ...image, positions: stack.positions.map(() => null) } };
  },
});
