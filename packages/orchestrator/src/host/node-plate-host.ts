import { stat } from "node:fs/promises";
import { join, resolve } from "node:path";
import { isObjectUrl, ObjectFiles } from "@ohcs/filemanager/disk";
import { nodeRunHost } from "@ohcs/records/host";
import { hostFacts } from "./host-facts.ts";
import type { ImageFacts, PlateHost } from "./plate-host.ts";
import { readSuppliedJson, readSuppliedTable } from "./read-supplied-file.ts";
import { realPath } from "./real-path.ts";

const LOOKED_AT_ONCE = 64;

/**
 * Facts of source images by their paths in the manifest: those of files, else of planes of the OME-Zarr plate in `root`,
 * whose reader is loaded only where it is needed.
 */
export async function sourceFacts(root: string, paths: readonly string[]): Promise<readonly ImageFacts[]> {
  const found: ImageFacts[] = new Array(paths.length).fill(null);
  const queue = paths.entries();
  const factsOf = isObjectUrl(root) ? objectFacts(root) : (path: string) => factsOfFile(join(root, path));
  const look = async () => {
    for (const [i, path] of queue) found[i] = await factsOf(path);
  };
  await Promise.all(Array.from({ length: LOOKED_AT_ONCE }, look));
  const others = paths.filter((_, i) => found[i] === null);
  if (others.length === 0) return found;
  const planes = await factsOfPlanes(root, others);
  return found.map((facts, i) => facts ?? planes.get(paths[i] ?? "") ?? null);
}

function objectFacts(root: string): (path: string) => Promise<ImageFacts> {
  const files = new ObjectFiles(root);
  const facts = async (path: string) => files.facts(path).then(({ bytes, mtimeMs }) => [bytes, mtimeMs] as const);
  return (path) => facts(path).catch(() => null);
}

async function factsOfFile(path: string): Promise<ImageFacts> {
  return stat(path).then(
    ({ size, mtimeMs }) => [size, mtimeMs],
    () => null,
  );
}

async function factsOfPlanes(root: string, names: readonly string[]): Promise<ReadonlyMap<string, ImageFacts>> {
  const { zarrPlaneFacts } = await import("@ohcs/filemanager/zarr");
  const found = await zarrPlaneFacts(root, names);
  return new Map(names.map((name, i) => [name, found[i] == null ? null : [found[i].bytes, found[i].mtimeMs]]));
}

/** This machine: its memory and disks, its files, its processes; and its GPUs, where one says how to find them. */
export function nodePlateHost(parts: Pick<PlateHost, "gpus"> = {}): PlateHost {
  return Object.freeze({
    ...parts,
    specVersion: 1,
    facts: hostFacts,
    absolutePath: (path: string) => (isObjectUrl(path) ? path : resolve(path)),
    realPath,
    readTable: readSuppliedTable,
    readJson: readSuppliedJson,
    sourceFacts,
    run: nodeRunHost(),
  });
}
