import { SourceMap, type SourceMapPayload } from "node:module";
import type { EncodedError } from "@ohcs/context";
import { modulePath } from "@ohcs/records";

/** The text of a bundled user module by its hash; null where there is none. */
export type ModuleText = (sha256: string, url: string) => Promise<string | null>;

/** A line of a source file as its author wrote it. */
interface SourcePlace {
  readonly file: string;
  /** From 1. */
  readonly line: number;
  readonly column: number;
  readonly text: string;
}

const FRAME = new RegExp(String.raw`(file://[^\s()]*/${modulePath("([0-9a-f]{64})")}):(\d+):(\d+)`, "g");
const MAP = /\/\/# sourceMappingURL=data:application\/json;base64,([A-Za-z0-9+/=]+)\s*$/;

/**
 * An error of a well with its causes: the message of each; of those that come from a user's module the stack, too, in places
 * of the user's own files, and the line where it was thrown.
 */
export async function failureTrace(error: EncodedError, textOf: ModuleText): Promise<string> {
  const parts: string[] = [];
  for (let cause: EncodedError | null = error; cause !== null; cause = cause.cause)
    parts.push(await traceOf(cause, textOf));
  return parts.join("\ncaused by ");
}

async function traceOf({ code, message, stack }: EncodedError, textOf: ModuleText): Promise<string> {
  const frames = [...(stack ?? "").matchAll(FRAME)];
  if (stack === null || frames.length === 0) return `${code}: ${message}`;
  const maps = new Map<string, SourceMap | null>();
  for (const [, url = "", sha256 = ""] of frames)
    if (!maps.has(sha256)) maps.set(sha256, mapIn(await textOf(sha256, url).catch(() => null)));
  const places = frames.map(([, , sha256 = "", line, column]) => {
    return placeIn(maps.get(sha256) ?? null, Number(line), Number(column));
  });
  let next = 0;
  const mapped = stack.replaceAll(FRAME, (frame) => {
    const place = places[next++] ?? null;
    return place === null ? frame : `${place.file}:${place.line}:${place.column}`;
  });
  const thrown = places.find((place) => place !== null);
  return thrown === undefined ? mapped : `${mapped}\n${excerpt(thrown)}`;
}

function mapIn(text: string | null): SourceMap | null {
  const [, base64] = MAP.exec(text ?? "") ?? [];
  if (base64 === undefined) return null;
  try {
    return new SourceMap(JSON.parse(Buffer.from(base64, "base64").toString()) as SourceMapPayload);
  } catch {
    return null;
  }
}

function placeIn(map: SourceMap | null, line: number, column: number): SourcePlace | null {
  const entry = map?.findEntry(line - 1, column - 1);
  if (map === null || entry === undefined || !("originalSource" in entry)) return null;
  const { sources, sourcesContent } = map.payload as SourceMapPayload & { readonly sourcesContent?: readonly string[] };
  const content = sourcesContent?.[sources.indexOf(entry.originalSource)] ?? "";
  const text = content.split(/\r?\n/)[entry.originalLine] ?? "";
  return { file: entry.originalSource, line: entry.originalLine + 1, column: entry.originalColumn + 1, text };
}

/** The line with a mark below the column. */
function excerpt({ file, line, column, text }: SourcePlace): string {
  const margin = `  ${line} | `;
  const above = text.slice(0, column - 1).replaceAll(/[^\t]/g, " ");
  return `\n${file}:${line}\n${margin}${text}\n${" ".repeat(margin.length)}${above}^`;
}
