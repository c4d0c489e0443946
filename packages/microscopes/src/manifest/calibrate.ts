import { countOf, type Diagnostic } from "@ohcs/context";
import { notice } from "../notices.ts";
import type { PlaneFile, PlaneHeaders } from "./plate-reading.ts";

/** No objective gives pixels this large: such a size is a print resolution. */
const LARGEST_PIXEL_UM = 50;
const TOLERANCE = 1e-3;

/**
 * The plate's pixel size in µm: `announced` for the whole plate, else from metadata of planes, else from images. Null
 * (with a notice) if they do not agree or state none.
 */
export function calibrate(
  planes: readonly PlaneFile[],
  headers: PlaneHeaders,
  announced: number | null,
): {
  readonly pixelSizeUm: number | null;
  readonly notices: readonly Diagnostic[];
} {
  const ofPlanes = announced === null ? planes : [{ pixelSizeUm: announced }];
  const said = ofPlanes.map(({ pixelSizeUm = null }) => pixelSizeUm).filter((size) => size !== null);
  const ofImages = [...headers.values()].map(({ pixelSizeUm }) => pixelSizeUm).filter((size) => size !== null);
  const stated = said.length > 0 ? said : ofImages;
  const sizes = [...new Set(stated)].filter(isPlausible).sort((a, b) => a - b);
  const [smallest] = sizes;
  if (smallest === undefined) return { pixelSizeUm: null, notices: [unknownNotice(headers.size, stated[0])] };
  if ((sizes.at(-1) ?? smallest) <= smallest * (1 + TOLERANCE)) return { pixelSizeUm: smallest, notices: [] };
  const texts = sizes.map((size) => `${size} µm`);
  const differs = notice(
    "CALIBRATION_DIFFERS",
    `The images state ${sizes.length} different pixel sizes, so none is used`,
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
