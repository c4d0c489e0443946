import { join } from "node:path";
import type { HeaderPolicy, ImageHeader } from "@ohcs/context";
import type { MicroscopeFormat } from "../format/microscope-format.ts";
import { chooseHeaders, firstOfEverySite } from "../manifest/choose-headers.ts";
import type { PlaneHeader, PlaneHeaders } from "../manifest/plane-header.ts";
import type { PlaneFile } from "../manifest/plate-file.ts";
import { mapConcurrently } from "./map-concurrently.ts";

/** What a reader of image headers finds: the first page's header, its ImageDescription, its pixel size in µm. */
export interface HeaderReading extends ImageHeader {
  readonly description: string | null;
  readonly pixelSizeUm: number | null;
}

/** Reads the header of the image file at an absolute path; rejects where the file is damaged. */
export type ReadHeader = (path: string) => Promise<HeaderReading>;

/** How headers are read, and of which images. */
export interface HeaderOptions {
  readonly root: string;
  readonly format: MicroscopeFormat;
  readonly policy: HeaderPolicy;
  readonly readHeader: ReadHeader;
  readonly signal: AbortSignal | undefined;
}

const OPEN_AT_ONCE = 32;

/**
 * Reads the headers that the policy asks for. Where a sample shows that images state their stage position, the first
 * image of every site of every well is read as well. Damaged images are told in the result, never thrown.
 */
export async function readHeaders(planes: readonly PlaneFile[], options: HeaderOptions): Promise<PlaneHeaders> {
  const headers = new Map<string, PlaneHeader>();
  await readInto(headers, chooseHeaders(planes, options.policy), options);
  const hasPositions = [...headers.values()].some(({ position }) => position !== null);
  if (hasPositions) await readInto(headers, firstOfEverySite(planes), options);
  return headers;
}

async function readInto(
  headers: Map<string, PlaneHeader>,
  planes: readonly PlaneFile[],
  options: HeaderOptions,
): Promise<void> {
  const paths = planes.map(({ path }) => path).filter((path) => !headers.has(path));
  const read = await mapConcurrently(paths, OPEN_AT_ONCE, (path) => readOne(path, options));
  for (const [i, header] of read.entries()) headers.set(paths[i] ?? "", header);
}

async function readOne(path: string, { root, format, readHeader, signal }: HeaderOptions): Promise<PlaneHeader> {
  signal?.throwIfAborted();
  const reading = await readHeader(join(root, path)).catch((error: unknown) =>
    error instanceof Error ? error.message : String(error),
  );
  if (typeof reading === "string")
    return { header: null, problem: reading, pixelSizeUm: null, position: null, channelName: null };
  const { width, height, dtype, pages, description, pixelSizeUm } = reading;
  const stated = description === null ? null : format.describePlane(description);
  return {
    header: { width, height, dtype, pages },
    problem: null,
    pixelSizeUm: stated?.pixelSizeUm ?? pixelSizeUm,
    position: stated?.position ?? null,
    channelName: stated?.channelName ?? null,
  };
}
