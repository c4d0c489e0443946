/** A part of a file, both ends included. */
export interface ByteRange {
  readonly start: number;
  readonly end: number;
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
