import type { RepositoryFiles } from "../src/repository/repository-files.ts";

/** A repository in memory: manifests are given as objects, everything else as text. */
export function sampleRepository(files: Readonly<Record<string, string | object>>): RepositoryFiles {
  return new Map(
    Object.entries(files).map(([path, content]) => [
      path,
      typeof content === "string" ? content : JSON.stringify(content),
    ]),
  );
}
