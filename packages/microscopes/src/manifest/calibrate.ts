import { type CalibrationSource, countOf, type Diagnostic } from "@ohcs/context";
import { notice } from "../notices.ts";
import type { PlaneFile, PlaneHeaders, PlateDescription } from "./plate-reading.ts";

/** No objective gives pixels this large: such a size is a print resolution. */
const LARGEST_PIXEL_UM = 50;
const TOLERANCE = 1e-3;
const MOST_LISTED = 10;

/**
 * The plate's pixel size in µm: `announced` for the whole plate, else from metadata of planes, else from the descriptions
 * in images, else from their tags. Null (with a notice) if the highest that states any does not agree with itself, or
 * none states one. `sources` are all of them, by rank.
 */
export function calibrate(
  planes: readonly PlaneFile[],
  headers: PlaneHeaders,
  { pixelSizeUm: announced = null, path = null }: PlateDescription,
): {
  readonly pixelSizeUm: number | null;
  readonly sources: readonly CalibrationSource[];
  readonly notices: readonly Diagnostic[];
} {
  const ofPlanes = announced === null ? planes.map((plane) => plane.pixelSizeUm ?? null) : [announced];
  const inMetadata = ofPlanes.filter((size) => size !== null);
  const inImages = [...headers].flatMap(([path, { pixelSizeUm, pixelSizeFrom: from = "tags" }]) =>
    pixelSizeUm === null ? [] : [{ from, path, pixelSizeUm }],
  );
  const said: readonly CalibrationSource[] = [
    ...inMetadata.map((pixelSizeUm) => ({ from: "metadata" as const, path, pixelSizeUm })),
    ...inImages.filter(({ from }) => from === "description"),
    ...inImages.filter(({ from }) => from === "tags"),
  ];
  const sources = distinctSources(said.filter(({ pixelSizeUm }) => isPlausible(pixelSizeUm)));
  const [first] = sources;
  if (first === undefined)
    return { pixelSizeUm: null, sources, notices: [unknownNotice(headers.size, said[0]?.pixelSizeUm)] };
  const sizes = sources.filter(({ from }) => from === first.from).map(({ pixelSizeUm }) => pixelSizeUm);
  const [smallest, largest] = [Math.min(...sizes), Math.max(...sizes)];
  if (largest <= smallest * (1 + TOLERANCE)) return { pixelSizeUm: smallest, sources, notices: [] };
  return { pixelSizeUm: null, sources, notices: [differsNotice(sizes)] };
}

/** One of each size and origin, in order; ten at most of an origin. */
function distinctSources(said: readonly CalibrationSource[]): readonly CalibrationSource[] {
  const found = new Map<string, CalibrationSource>();
  const counts = { metadata: 0, description: 0, tags: 0 };
  for (const source of said) {
    const key = `${source.from} ${source.pixelSizeUm}`;
    if (!found.has(key) && counts[source.from]++ < MOST_LISTED) found.set(key, source);
  }
  return [...found.values()];
}

function differsNotice(sizes: readonly number[]): Diagnostic {
  const texts = sizes.toSorted((a, b) => a - b).map((size) => `${size} µm`);
  const message = `The images state ${sizes.length} different pixel sizes, so none is used`;
  return notice("CALIBRATION_DIFFERS", message, texts, {
    expected: "one pixel size",
    got: texts.slice(0, 5).join(", "),
  });
}

function isPlausible(size: number): boolean {
  return Number.isFinite(size) && size > 0 && size <= LARGEST_PIXEL_UM;
}

function unknownNotice(read: number, stated: number | undefined): Diagnostic {
  const got = stated === undefined ? `none in ${countOf(read, "header")}` : `${stated} µm, which is a print resolution`;
  return notice("CALIBRATION_UNKNOWN", "The pixel size is unknown", [], { expected: "a pixel size in µm", got });
}
