const DECLARATION_BYTES = 200;
const DECLARED = /^\s*<\?xml[^>]*?\bencoding\s*=\s*["']([\w.:-]{1,40})["']/;
/** Names of declarations that `TextDecoder` reads as they are meant; UTF-16 without a mark is recognized by its zeros. */
const DECLARABLE = new Set(["utf-8", "utf8", "us-ascii", "ascii", "iso-8859-1", "latin1", "windows-1252"]);

/**
 * The encoding of a text file: by its byte order mark, else UTF-16 where every other byte of the beginning is zero, else
 * what an XML declaration states, else UTF-8 if the bytes are that, else Latin-1 (as Windows has it). A file that is
 * declared to be UTF-8 and is not, is Latin-1.
 */
export function encodingOf(bytes: Uint8Array): "utf-8" | "utf-16le" | "utf-16be" | "windows-1252" {
  const [a, b, c] = bytes;
  if (a === 0xef && b === 0xbb && c === 0xbf) return isUtf8(bytes) ? "utf-8" : "windows-1252";
  if (a === 0xff && b === 0xfe) return "utf-16le";
  if (a === 0xfe && b === 0xff) return "utf-16be";
  if (a !== 0 && b === 0 && bytes.length >= 2) return "utf-16le";
  if (a === 0 && b !== 0 && bytes.length >= 2) return "utf-16be";
  const declared = DECLARED.exec(ascii(bytes.subarray(0, DECLARATION_BYTES)))?.[1]?.toLowerCase();
  if (declared !== undefined && DECLARABLE.has(declared) && !declared.startsWith("utf")) return "windows-1252";
  return isUtf8(bytes) ? "utf-8" : "windows-1252";
}

/** The text of a file in UTF-8, UTF-16 or Latin-1, without its byte order mark: see {@link encodingOf}. */
export function decodeText(bytes: Uint8Array): string {
  return new TextDecoder(encodingOf(bytes)).decode(bytes);
}

function ascii(bytes: Uint8Array): string {
  return String.fromCharCode(...bytes);
}

const CHUNK = 2 ** 20;

/** Most files are ASCII; the rest is decoded piece by piece, so that the text is never held as a whole. */
function isUtf8(bytes: Uint8Array): boolean {
  const decoder = new TextDecoder("utf-8", { fatal: true });
  let at = 0;
  while (at < bytes.length && (bytes[at] ?? 0) < 0x80) at++;
  try {
    for (; at < bytes.length; at += CHUNK) decoder.decode(bytes.subarray(at, at + CHUNK), { stream: true });
    decoder.decode();
    return true;
  } catch {
    return false;
  }
}
