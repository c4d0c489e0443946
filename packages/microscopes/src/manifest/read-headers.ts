import { type HeaderPolicy, mapConcurrently, type PlateReader, type SourceHeader } from "@ohcs/context";
import type { MicroscopeFormat } from "../format/microscope-format.ts";
import { chooseHeaders, firstOfEverySite, siteKey, unusualLengths } from "./choose-headers.ts";
import type { PlaneDescription, PlaneFile, PlaneHeader, PlaneHeaders } from "./plate-reading.ts";

/** How headers are read, and for which images. */
export interface HeaderOptions {
  readonly reader: PlateReader;
  readonly format: Pick<MicroscopeFormat, "describePlane">;
  readonly policy: HeaderPolicy;
  readonly signal: AbortSignal | undefined;
}

const OPEN_AT_ONCE = 32;

/** Called with every header as it is read, which is not kept; in no order. */
type HeaderListener = (path: string, header: SourceHeader) => void;

/**
 * Reads the headers that the policy requires; none if the reader cannot. With a sample those of unusual length are read
 * as well, and, if it shows that images state their stage position, the first image of every site of every well, or all
 * of the site if that is damaged: of these descriptions the position alone. Damaged images are reported in the result, never thrown.
 */
export async function readHeaders(
  planes: readonly PlaneFile[],
  options: HeaderOptions,
  listener: HeaderListener = () => undefined,
): Promise<PlaneHeaders> {
  const headers = new Map<string, PlaneHeader>();
  const reader = { ...options, listener, wanted: undefined };
  await readInto(headers, chooseHeaders(planes, options.policy), reader);
  if (options.policy !== "sample") return headers;
  const hasPositions = [...headers.values()].some(({ position }) => position !== null);
  const further = [...unusualLengths(planes), ...(hasPositions ? firstOfEverySite(planes) : [])];
  const ofPositions = { ...reader, wanted: "position" } as const;
  await readInto(headers, further, ofPositions);
  if (hasPositions) await readInto(headers, besidesDamaged(planes, headers), ofPositions);
  return headers;
}

interface Reading extends HeaderOptions {
  readonly listener: HeaderListener;
  /** Of descriptions. @default all that they state */
  readonly wanted: "position" | undefined;
}

async function readInto(
  headers: Map<string, PlaneHeader>,
  planes: readonly PlaneFile[],
  { reader: { readHeader }, format: { describePlane }, signal, listener, wanted }: Reading,
): Promise<void> {
  if (readHeader === null) return;
  const paths = [...new Set(planes.map(({ path }) => path))].filter((path) => !headers.has(path));
  const read = await mapConcurrently(paths, OPEN_AT_ONCE, async (path) => {
    signal?.throwIfAborted();
    const reading = await readHeader(path, signal).catch(reasonOf);
    signal?.throwIfAborted();
    if (typeof reading === "string") return { ...NOTHING, header: null, problem: reading };
    listener(path, reading);
    const { width, height, dtype, pages, description } = reading;
    const stated = description === null ? null : (describePlane?.(description, wanted) ?? null);
    const facts = wanted === "position" ? { ...NOTHING, position: stated?.position ?? null } : factsOf(reading, stated);
    return { ...facts, header: { width, height, dtype, pages }, problem: null };
  });
  for (const [i, path] of paths.entries()) if (read[i] !== undefined) headers.set(path, read[i]);
}

/** The planes of every site whose first image is damaged: another one states where the site lies. */
function besidesDamaged(planes: readonly PlaneFile[], headers: PlaneHeaders): readonly PlaneFile[] {
  const isDamaged = ({ path }: PlaneFile) => (headers.get(path)?.problem ?? null) !== null;
  const sites = new Set(firstOfEverySite(planes).filter(isDamaged).map(siteKey));
  return sites.size === 0 ? [] : planes.filter((plane) => sites.has(siteKey(plane)));
}

function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

const NOTHING: PlaneDescription = { pixelSizeUm: null, position: null, channelName: null };

/** What the description states, else the pixel size of the tags. */
function factsOf(
  { pixelSizeUm }: SourceHeader,
  stated: PlaneDescription | null,
): Omit<PlaneHeader, "header" | "problem"> {
  const inDescription = stated?.pixelSizeUm ?? null;
  const pixelSizeFrom = inDescription === null ? "tags" : "description";
  return { ...NOTHING, ...stated, pixelSizeUm: inDescription ?? pixelSizeUm, pixelSizeFrom };
}
