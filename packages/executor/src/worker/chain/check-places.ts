import { COMPONENTS, countOf, type ImageStack, type PlaneKey, type StagePosition } from "@ohcs/context";
import { invalid } from "./invalid.ts";
import type { LoadedCall } from "./load-chain.ts";

/** What says where a stack belongs. */
type Places = Pick<ImageStack, "shape" | "planes" | "positions" | "calibration">;

/**
 * Each plane has coordinates and a position that can be written down, and the pixel size is known or null.
 * @throws `FUNCTION_RESULT_INVALID`
 */
export function checkPlaces(call: LoadedCall, name: string, { shape, planes, positions, calibration }: Places): void {
  const count = shape[0];
  if (planes?.length !== count || positions?.length !== count)
    throw invalid(
      call,
      `coordinates and positions of ${countOf(count, "plane")} of '${name}'`,
      `${planes?.length} and ${positions?.length}`,
    );
  const odd = planes.findIndex((key) => !isKey(key));
  if (odd >= 0) throw invalid(call, `coordinates of '${name}' by ${COMPONENTS.join(", ")}`, described(planes[odd]));
  const lost = positions.findIndex((position) => !isPosition(position));
  if (lost >= 0) throw invalid(call, `positions of '${name}' in µm or null`, described(positions[lost]));
  if (!isCalibration(calibration)) throw invalid(call, `'${name}' with its pixel size or null`, described(calibration));
}

function isKey(key: PlaneKey): boolean {
  return (
    typeof key === "object" && key !== null && Object.entries(key).every(([name, value]) => isCoordinate(name, value))
  );
}

function isCoordinate(name: string, value: unknown): boolean {
  if (name === "channel") return typeof value === "string";
  return (COMPONENTS as readonly string[]).includes(name) && Number.isFinite(value);
}

function isPosition(position: StagePosition | null): boolean {
  return position === null || (Number.isFinite(position?.xUm) && Number.isFinite(position.yUm));
}

function isCalibration(calibration: unknown): boolean {
  const size = (calibration as ImageStack["calibration"] | undefined)?.pixelSizeUm;
  return size === null || (typeof size === "number" && Number.isFinite(size) && size > 0);
}

/** As text that shows what JSON cannot: NaN and undefined. */
function described(value: unknown): string {
  if (typeof value !== "object" || value === null) return String(value);
  return (
    Object.entries(value)
      .map(([name, one]) => `${name} ${String(one)}`)
      .join(", ") || "none"
  );
}
