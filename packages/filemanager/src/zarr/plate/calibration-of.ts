import type { StagePosition } from "@ohcs/context";
import { type Metadata, objectsIn } from "../metadata.ts";

/** The calibration of an image at full size in space and time; null if no unit is stated. */
export interface ImageCalibration {
  /** µm per pixel; null where pixels are not square, too. */
  readonly pixelSizeUm: number | null;
  /** µm from one z to the next. */
  readonly zStepUm: number | null;
  /** Seconds from one time to the next. */
  readonly intervalS: number | null;
  /** Centre of the first pixel in µm, where the image states it. */
  readonly position: StagePosition | null;
}

const MICROMETERS = { angstrom: 1e-4, nanometer: 1e-3, micrometer: 1, millimeter: 1e3, centimeter: 1e4, meter: 1e6 };
const SECONDS = { microsecond: 1e-6, millisecond: 1e-3, second: 1, minute: 60, hour: 3600, day: 86_400 };
const IN_OUR_UNITS: ReadonlyMap<unknown, number> = new Map(Object.entries({ ...MICROMETERS, ...SECONDS }));

/** Tolerance for equal pixel sizes, as different writers compute them. */
const ROUNDING = 1e-6;

/** The transformation of the first dataset in an entry of `multiscales`, combined with those of the whole pyramid. */
export function calibrationOf(multiscale: Metadata): ImageCalibration {
  const axes = objectsIn(multiscale.axes);
  const [first] = objectsIn(multiscale.datasets);
  const [inner, outer] = [first?.coordinateTransformations, multiscale.coordinateTransformations].map(objectsIn);
  const inUnits = (axis: string, value: (index: number) => number | null): number | null => {
    const index = axes.findIndex(({ name }) => name === axis);
    const number = index < 0 ? null : value(index);
    const found = (number ?? Number.NaN) * (IN_OUR_UNITS.get(axes[index]?.unit) ?? Number.NaN);
    return Number.isFinite(found) ? found : null;
  };
  const step = (axis: string) =>
    inUnits(axis, (i) => product(numberOf(inner, "scale", i), numberOf(outer, "scale", i)));
  const offset = (axis: string) => inUnits(axis, (i) => placeOf(inner, outer, i));
  const [y, x] = [step("y"), step("x")];
  const [yUm, xUm] = [offset("y"), offset("x")];
  return {
    pixelSizeUm: y !== null && x !== null && y > 0 && Math.abs(y - x) <= ROUNDING * y ? y : null,
    zStepUm: positive(step("z")),
    intervalS: positive(step("t")),
    position: yUm === null || xUm === null ? null : { xUm, yUm },
  };
}

/** Where the first pixel lies; null where no transformation moves it. */
function placeOf(inner: readonly Metadata[] = [], outer: readonly Metadata[] = [], axis: number): number | null {
  const [near, far] = [numberOf(inner, "translation", axis), numberOf(outer, "translation", axis)];
  if (near === null && far === null) return null;
  return (near ?? 0) * (numberOf(outer, "scale", axis) ?? 1) + (far ?? 0);
}

function numberOf(transformations: readonly Metadata[] = [], type: "scale" | "translation", axis: number) {
  const values = transformations.find((one) => one.type === type)?.[type];
  const value = Array.isArray(values) ? (values as readonly unknown[])[axis] : undefined;
  return typeof value === "number" ? value : null;
}

function product(inner: number | null, outer: number | null): number | null {
  return inner === null ? null : inner * (outer ?? 1);
}

function positive(value: number | null): number | null {
  return value !== null && value > 0 ? value : null;
}
