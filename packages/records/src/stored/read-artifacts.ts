import { type ArtifactFile, fingerprintOf, readJson } from "@ohcs/context";
import { fail } from "../errors.ts";
import { artifactPath } from "../layout.ts";
import type { OutputReader } from "../run-host.ts";
import { latestArtifacts } from "./latest-artifacts.ts";
import { readStoredPlan } from "./stored-plan.ts";

interface StoredArtifact extends ArtifactFile {
  readonly text: string;
}

/**
 * Those of the artifacts `wanted` that stand in an output plate, also while its run goes on or where it was stopped, proved
 * by their content.
 * @throws `RUN_NOT_FOUND`, `RUN_CORRUPT` · `ARTIFACT_CORRUPT` where a file is gone or holds something else
 */
export async function readArtifacts(
  reader: Pick<OutputReader, "root" | "readText">,
  wanted: ReadonlySet<string>,
): Promise<readonly StoredArtifact[]> {
  const found = await latestArtifacts(reader, await readStoredPlan(reader));
  return proveArtifacts(
    reader,
    found.filter(({ name }) => wanted.has(name)),
  );
}

/**
 * Reads artifacts of an output plate.
 * @throws `ARTIFACT_CORRUPT` where a file is gone or holds something else · `PATH_OUTSIDE_ROOT` for a name that is none
 */
export function proveArtifacts(
  reader: Pick<OutputReader, "readText">,
  files: readonly Pick<ArtifactFile, "name" | "hash">[],
): Promise<readonly StoredArtifact[]> {
  return Promise.all(
    files.map(async ({ name, hash }) => {
      const path = artifactPath({ name, hash });
      return { name, path, hash, text: await provedText(reader, path, hash) };
    }),
  );
}

async function provedText(reader: Pick<OutputReader, "readText">, path: string, hash: string): Promise<string> {
  const text = await reader.readText(path);
  if (text !== null && contentHash(text) === hash) return text;
  const got = text === null ? "none" : "another";
  throw artifactCorrupt(path, got);
}

export function artifactCorrupt(path: string, got: "another" | "none" = "another"): Error {
  return fail("ARTIFACT_CORRUPT", `Cannot use '${path}': its content does not match the hash in its name, got ${got}`);
}

function contentHash(text: string): string | null {
  try {
    return fingerprintOf(readJson(text));
  } catch {
    return null;
  }
}
