import { type ArtifactFile, fingerprintOf, type Json } from "@ohcs/context";
import { fail } from "../errors.ts";
import type { OutputReader } from "../host/run-host.ts";
import { readRunRecord } from "./stored-run.ts";

/** An artifact with its file as it lies there. */
export interface StoredArtifact extends ArtifactFile {
  readonly text: string;
}

/**
 * The artifacts of the latest run of an output plate, proved by their content.
 * @throws `RUN_NOT_FOUND`, `RUN_CORRUPT` · `ARTIFACT_CORRUPT` where a file is gone or holds something else
 */
export async function readArtifacts(reader: Pick<OutputReader, "readText">): Promise<readonly StoredArtifact[]> {
  const { phases = [] } = await readRunRecord(reader);
  return proveArtifacts(
    reader,
    phases.flatMap(({ artifacts = [] }) => artifacts),
  );
}

/** Reads artifacts of an output plate. @throws `ARTIFACT_CORRUPT` where a file is gone or holds something else */
export function proveArtifacts(
  reader: Pick<OutputReader, "readText">,
  files: readonly ArtifactFile[],
): Promise<readonly StoredArtifact[]> {
  return Promise.all(files.map(async (file) => ({ ...file, text: await provedText(reader, file) })));
}

async function provedText(reader: Pick<OutputReader, "readText">, { path, hash }: ArtifactFile): Promise<string> {
  const text = await reader.readText(path);
  if (text !== null && contentHash(text) === hash) return text;
  const got = text === null ? "none" : "another";
  throw fail("ARTIFACT_CORRUPT", `Cannot use '${path}': expected the content that its name says, got ${got}`);
}

function contentHash(text: string): string | null {
  try {
    return fingerprintOf(JSON.parse(text) as Json);
  } catch {
    return null;
  }
}
