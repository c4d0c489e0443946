import { createReadStream } from "node:fs";
import { realpath, stat } from "node:fs/promises";
import { extname, join, sep } from "node:path";
import { Readable } from "node:stream";
import { normalizeVirtualPath } from "@ohcs/filemanager";
import { fail } from "../errors.ts";

/** A part of a file, both ends included. */
interface ByteRange {
  readonly start: number;
  readonly end: number;
}

const TYPES: Readonly<Record<string, string>> = {
  ".css": "text/css; charset=utf-8",
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".json": "application/json",
  ".wasm": "application/wasm",
};

/**
 * The file at `path` below `root`, or the part of it that the request asks for. `path` is as in the URL, decoded once.
 * @throws `VIEW_NOT_FOUND` for what is no file, and for what lies outside the root, by its name or by links
 */
export async function fileResponse(root: string, path: string, request: Request): Promise<Response> {
  const file = await containedFile(root, path);
  const { size } = await stat(file);
  const range = byteRange(request.headers.get("range") ?? undefined, size);
  const headers = { "accept-ranges": "bytes", "content-type": TYPES[extname(file)] ?? "application/octet-stream" };
  if (range === "unsatisfiable")
    return new Response(null, { status: 416, headers: { ...headers, "content-range": `bytes */${size}` } });
  const { start, end } = range ?? { start: 0, end: size - 1 };
  const length = { "content-length": String(end - start + 1) };
  const part = range === null ? {} : { "content-range": `bytes ${start}-${end}/${size}` };
  const isWanted = request.method !== "HEAD" && end >= start;
  const body = isWanted ? (Readable.toWeb(createReadStream(file, { start, end })) as ReadableStream) : null;
  return new Response(body, { status: range === null ? 200 : 206, headers: { ...headers, ...length, ...part } });
}

/** The real path of a file that lies below the real path of `root`. */
async function containedFile(root: string, path: string): Promise<string> {
  try {
    const [folder, file] = await Promise.all([realpath(root), realpath(join(root, normalizeVirtualPath(path)))]);
    if (file.startsWith(`${folder}${sep}`) && (await stat(file)).isFile()) return file;
  } catch {
    // Whatever is wrong with the path, the answer is the same: it reveals nothing of what lies outside.
  }
  throw fail("VIEW_NOT_FOUND", `Cannot read '${path.slice(0, 300)}': there is no such file`);
}

/**
 * The part that a `Range` header asks for: `bytes=0-99`, `bytes=100-`, or the last bytes, `bytes=-8`. Null means the whole file, as
 * HTTP has it for several parts and for other units; `unsatisfiable` begins behind the end, or is no range (416).
 */
export function byteRange(header: string | undefined, size: number): ByteRange | "unsatisfiable" | null {
  if (header === undefined || !/^\s*bytes\s*=/i.test(header) || header.includes(",")) return null;
  const [, first = "", last = ""] = /^\s*bytes\s*=\s*(\d*)\s*-\s*(\d*)\s*$/i.exec(header) ?? [];
  if (first === "" && last === "") return "unsatisfiable";
  const start = first === "" ? Math.max(0, size - Number(last)) : Number(first);
  const end = first === "" || last === "" ? size - 1 : Math.min(Number(last), size - 1);
  const isBackwards = first !== "" && last !== "" && Number(last) < start;
  return isBackwards || start > end ? "unsatisfiable" : { start, end };
}
