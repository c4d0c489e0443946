import type { Diagnostic } from "@ohcs/context";
import { countOf } from "../count-of.ts";
import { notice } from "../notices.ts";
import type { PlaneHeaders } from "./plane-header.ts";

/** No objective gives pixels this large: such a size is a print resolution. */
const LARGEST_PIXEL_UM = 50;
const TOLERANCE = 1e-3;

/** The plate's pixel size in µm, null (with a notice) where images do not agree on one or do not say. */
export function calibrate(headers: PlaneHeaders): {
  readonly pixelSizeUm: number | null;
  readonly notices: readonly Diagnostic[];
} {
  const stated = [...headers.values()].flatMap(({ pixelSizeUm }) => (pixelSizeUm === null ? [] : [pixelSizeUm]));
  const sizes = [...new Set(stated)].filter(isPlausible).sort((a, b) => a - b);
  const [smallest] = sizes;
  if (smallest === undefined) return { pixelSizeUm: null, notices: [unknownNotice(headers.size, stated[0])] };
  if ((sizes.at(-1) ?? smallest) <= smallest * (1 + TOLERANCE)) return { pixelSizeUm: smallest, notices: [] };
  const texts = sizes.map((size) => `${size} µm`);
  const differs = notice(
    "CALIBRATION_DIFFERS",
    `The images state ${sizes.length} pixel sizes, so none is taken`,
    texts,
    {
      expected: "one pixel size",
      got: texts.slice(0, 5).join(", "),
    },
  );
  return { pixelSizeUm: null, notices: [differs] };
}

function isPlausible(size: number): boolean {
  return Number.isFinite(size) && size > 0 && size <= LARGEST_PIXEL_UM;
}

function unknownNotice(read: number, stated: number | undefined): Diagnostic {
  const got = stated === undefined ? `none in ${countOf(read, "header")}` : `${stated} µm, which is a print resolution`;
  return notice("CALIBRATION_UNKNOWN", "The pixel size is unknown", [], { expected: "a pixel size in µm", got });
}
