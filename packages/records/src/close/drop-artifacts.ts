import { type ArtifactFile, mapConcurrently, type WellRecord } from "@ohcs/context";
import { artifactAt, artifactFolder, artifactPath, LAYOUT } from "../layout.ts";
import type { OutputFolder } from "../run-host.ts";
import { artifactsIn } from "../stored/artifacts.ts";
import { openedRecord } from "../stored/well-record-file.ts";

type NamedHash = Pick<ArtifactFile, "name" | "hash">;

const READ_AT_ONCE = 8;
const RECORDS = [LAYOUT.wells, LAYOUT.reductions];

/**
 * Removes files of earlier reductions under the names of `standing` artifacts that no record in the output refers to
 * any more. Call it only under the run's lock. If a record cannot be read its references are unknown, and everything is
 * kept.
 */
export async function dropArtifacts(folder: OutputFolder, standing: Iterable<NamedHash>): Promise<void> {
  const earlier = (await Promise.all([...standing].map((one) => earlierOf(folder, one)))).flat();
  if (earlier.length === 0) return;
  const referred = await referredTo(folder);
  if (referred === null) return;
  for (const one of earlier) if (!referred.has(artifactPath(one))) await folder.remove(artifactPath(one));
}

async function earlierOf(folder: OutputFolder, { name, hash: own }: NamedHash): Promise<readonly NamedHash[]> {
  const place = artifactFolder(name);
  const found = (await folder.list(place)).flatMap((file) => artifactAt(`${place}/${file}`) ?? []);
  return found.filter(({ hash }) => hash !== own);
}

/** Paths of all artifacts that records made or read; null if any record is not valid. */
async function referredTo(folder: OutputFolder): Promise<ReadonlySet<string> | null> {
  const paths = await Promise.all(
    RECORDS.map(async (directory) => (await folder.list(directory)).map((file) => `${directory}/${file}`)),
  );
  const records = await mapConcurrently(paths.flat(), READ_AT_ONCE, async (path) =>
    openedRecord((await folder.readText(path)) ?? ""),
  );
  const known = records.filter((record) => record !== null);
  return known.length < records.length ? null : new Set(known.flatMap(pathsIn));
}

function pathsIn({ artifacts = [], result }: WellRecord): readonly string[] {
  return [...artifacts, ...artifactsIn(result.outputs)].map(artifactPath);
}
