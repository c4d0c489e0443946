import type { Json } from "@ohcs/context";
import type { DiskFiles } from "../../disk/disk-files.ts";
import { formatJson } from "../../json/json-text.ts";

const encoder = new TextEncoder();

/** A metadata document as it is stored: equal values are equal bytes. */
export function documentText(content: object, path: string): string {
  return formatJson(JSON.parse(JSON.stringify(content)) as Json, path);
}

/** Writes a metadata document atomically, replacing an existing one. */
export async function writeDocument(files: DiskFiles, path: string, content: object): Promise<void> {
  await files.write(path, [encoder.encode(documentText(content, path))], { ifExists: "replace" });
}
