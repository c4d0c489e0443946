import type { SourceFile } from "@ohcs/context";

const DRIVE = /^(?:[A-Za-z]:|[a-z][a-z\d+.-]{0,20}:\/\/[^/]*)/;

/**
 * The listed file that a path of a `LoadData` table means. Tables are moved with their images, so that a path counts from
 * the folder of the table, or, without its first folders, from that of the plate: the longest such path that is listed.
 * Only files that are listed are ever found, whatever the table says.
 */
export function findFile(files: ReadonlyMap<string, SourceFile>, path: string, home: string): SourceFile | null {
  const segments = segmentsOf(path);
  if (segments === null) return null;
  const inHome = files.get([...(segmentsOf(home) ?? []), ...segments].join("/"));
  if (inHome !== undefined) return inHome;
  for (let first = 0; first < segments.length; first++) {
    const file = files.get(segments.slice(first).join("/"));
    if (file !== undefined) return file;
  }
  return null;
}

/** Null for a path that leads upwards. */
function segmentsOf(path: string): readonly string[] | null {
  const segments = path.replaceAll("\\", "/").replace(DRIVE, "").split("/");
  return segments.includes("..") ? null : segments.filter((segment) => segment !== "" && segment !== ".");
}
