import type { DataKind, InputSource, SuppliedFile } from "@ohcs/context";

/** A parsed input source: `step:correct` → from `step`, name `correct`. */
export interface ParsedSource {
  readonly from: "previous" | "pipelineStart" | "step" | DataKind | "artifact" | "file";
  readonly name: string;
  readonly channel: string | null;
  /** As the user wrote it; `file:light.json` for a file. */
  readonly text: string;
}

/** Prefixes of a source. */
export const SOURCE_FORMS = [
  "previous",
  "pipelineStart",
  "step:<name>",
  "image:<name>",
  "labels:<name>",
  "rgb:<name>",
  "table:<name>",
  "json:<name>",
  "artifact:<name>",
] as const;

/** Parses a source; null if it has none of the known forms. */
export function parseSource(source: InputSource): ParsedSource | null {
  if (isFile(source)) return { from: "file", name: source.file, channel: null, text: `file:${source.file}` };
  const text = typeof source === "string" ? source : source.from;
  const channel = typeof source === "string" ? null : (source.channel ?? null);
  if (text === "previous" || text === "pipelineStart") return { from: text, name: "", channel, text };
  const match = /^(step|image|labels|rgb|table|json|artifact):(.+)$/s.exec(text);
  if (match === null) return null;
  return { from: match[1] as ParsedSource["from"], name: match[2] ?? "", channel, text };
}

function isFile(source: InputSource): source is SuppliedFile {
  return typeof source !== "string" && "file" in source;
}
