import { readFile } from "node:fs/promises";
import { join } from "node:path";
import type { Diagnostic, OpenPlateOptions, PlateManifest } from "@ohcs/context";
import { countOf } from "../count-of.ts";
import { fail } from "../errors.ts";
import type { MicroscopeFormat } from "../format/microscope-format.ts";
import { buildManifest } from "../manifest/build-manifest.ts";
import { orderPlanes } from "../manifest/order-planes.ts";
import type { PlateDescription } from "../manifest/plate-reading.ts";
import { refuseClashes } from "../manifest/refuse-clashes.ts";
import { notice } from "../notices.ts";
import { type ReadHeader, readHeaders } from "./read-headers.ts";
import type { PlateFolder } from "./walk-plate.ts";

/** How a folder becomes a manifest. */
export interface OpenWithOptions extends OpenPlateOptions {
  /** Without it no image is looked into, whatever the policy. */
  readonly readHeader?: ReadHeader;
}

/** Opens a folder as a plate of `format`: names first, then its metadata file, then headers. */
export async function openWith(
  format: MicroscopeFormat,
  folder: PlateFolder,
  { headers: policy = "sample", readHeader, signal }: OpenWithOptions,
): Promise<PlateManifest> {
  const { plateId, root, files } = folder;
  const reading = format.read(files);
  if (reading.planes.length === 0) throw nothingFor(format, folder);
  refuseClashes(reading.planes);
  const companion = format.companion(files);
  const description = companion === null ? null : format.describe(await readFile(join(root, companion)));
  const planes = orderPlanes(reading.planes);
  const headers = readHeader ? await readHeaders(planes, { root, format, policy, readHeader, signal }) : new Map();
  const notices = [...folder.notices, ...companionNotices(companion, description)];
  return buildManifest({ plateId, root, handler: format.name, reading, description, headers, notices });
}

function companionNotices(companion: string | null, description: PlateDescription | null): readonly Diagnostic[] {
  if (companion === null || description !== null) return [];
  return [notice("METADATA_UNREADABLE", `'${companion}' is not what its name says`, [companion])];
}

function nothingFor({ name }: MicroscopeFormat, { root, files }: PlateFolder): Error {
  const message = `Cannot open plate '${root}': expected planes named as '${name}' names them, got none in ${countOf(files.length, "file")}`;
  return fail("HANDLER_MATCHES_NOTHING", message, { details: { root, handler: name } });
}
