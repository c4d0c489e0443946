import { type HeaderPolicy, mapConcurrently, type PlateReader, type SourceHeader } from "@ohcs/context";
import type { MicroscopeFormat } from "../format/microscope-format.ts";
import { chooseHeaders, firstOfEverySite } from "./choose-headers.ts";
import type { PlaneFile, PlaneHeader, PlaneHeaders } from "./plate-reading.ts";

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
 * Reads the headers that the policy requires; none if the reader cannot. If a sample shows that images state their
 * stage position, the first image of every site of every well is read as well. Damaged images are reported in the
 * result, never thrown.
 */
export async function readHeaders(
  planes: readonly PlaneFile[],
  options: HeaderOptions,
  listener: HeaderListener = () => undefined,
): Promise<PlaneHeaders> {
  const headers = new Map<string, PlaneHeader>();
  await readInto(headers, chooseHeaders(planes, options.policy), options, listener);
  const hasPositions = [...headers.values()].some(({ position }) => position !== null);
  if (hasPositions) await readInto(headers, firstOfEverySite(planes), options, listener);
  return headers;
}

async function readInto(
  headers: Map<string, PlaneHeader>,
  planes: readonly PlaneFile[],
  options: HeaderOptions,
  listener: HeaderListener,
): Promise<void> {
  const { readHeader } = options.reader;
  if (readHeader === null) return;
  const paths = [...new Set(planes.map(({ path }) => path))].filter((path) => !headers.has(path));
  const read = await mapConcurrently(paths, OPEN_AT_ONCE, async (path) => {
    options.signal?.throwIfAborted();
    const reading = await readHeader(path, options.signal).catch(reasonOf);
    options.signal?.throwIfAborted();
    if (typeof reading !== "string") listener(path, reading);
    return planeHeader(reading, options.format);
  });
  for (const [i, path] of paths.entries()) if (read[i] !== undefined) headers.set(path, read[i]);
}

function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

function planeHeader(reading: SourceHeader | string, { describePlane }: HeaderOptions["format"]): PlaneHeader {
  if (typeof reading === "string")
    return { header: null, problem: reading, pixelSizeUm: null, position: null, channelName: null };
  const { width, height, dtype, pages, description, pixelSizeUm } = reading;
  const stated = description === null ? null : (describePlane?.(description) ?? null);
  const inDescription = stated?.pixelSizeUm ?? null;
  return {
    header: { width, height, dtype, pages },
    problem: null,
    pixelSizeUm: inDescription ?? pixelSizeUm,
    pixelSizeFrom: inDescription === null ? "tags" : "description",
    position: stated?.position ?? null,
    channelName: stated?.channelName ?? null,
    zUm: stated?.zUm ?? null,
    acquiredAtMs: stated?.acquiredAtMs ?? null,
    excitationNm: stated?.excitationNm ?? null,
    emissionNm: stated?.emissionNm ?? null,
    exposureMs: stated?.exposureMs ?? null,
    objective: stated?.objective ?? null,
  };
}
