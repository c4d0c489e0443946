import type { HierarchyReader, MetadataDocument } from "@ohcs/ngff";

/** Metadata files by path, as a test may change them before they are read. */
export type Documents = Map<string, unknown>;

/** All documents by path; fails where one path comes twice, for each file is to be written once. */
export function documentsOf(documents: Iterable<MetadataDocument>): Documents {
  const byPath: Documents = new Map();
  for (const { path, content } of documents) {
    if (byPath.has(path)) throw new Error(`The document '${path}' came twice`);
    byPath.set(path, structuredClone(content));
  }
  return byPath;
}

/** Reads from memory; a value that is an Error is thrown. */
export function readerOf(documents: Documents): HierarchyReader {
  return async (path) => {
    const content = documents.get(path) ?? null;
    if (content instanceof Error) throw content;
    return content;
  };
}
