import { expect, test } from "vitest";
import { decodeText, encodingOf } from "./decode-text.ts";

const TEXT = '<?xml version="1.0"?><Plate>384 Greiner µClear</Plate>';
const latin = (text: string) => Uint8Array.from(text, (letter) => letter.charCodeAt(0));
const utf16 = (text: string) => new Uint8Array(Uint16Array.from(text, (letter) => letter.charCodeAt(0)).buffer);
const swapped = (bytes: Uint8Array) => bytes.map((_, i) => bytes[i ^ 1] ?? 0);
const utf8 = (text: string) => new TextEncoder().encode(text);

test.each([
  ["UTF-8", utf8(TEXT), "utf-8"],
  ["UTF-8 with a byte order mark", utf8(`\ufeff${TEXT}`), "utf-8"],
  ["UTF-16 with a byte order mark", utf16(`\ufeff${TEXT}`), "utf-16le"],
  ["UTF-16, big-endian, with a byte order mark", swapped(utf16(`\ufeff${TEXT}`)), "utf-16be"],
  ["UTF-16 without a mark", utf16(TEXT), "utf-16le"],
  ["UTF-16, big-endian, without a mark", swapped(utf16(TEXT)), "utf-16be"],
  ["Latin-1", latin(TEXT), "windows-1252"],
])("trap: %s is read as it is meant", (_, bytes, encoding) => {
  expect([encodingOf(bytes), decodeText(bytes)]).toEqual([encoding, TEXT]);
});

test("a declaration decides between UTF-8 and Latin-1, unless the bytes contradict it", () => {
  const declared = (encoding: string) => `<?xml version="1.0" encoding="${encoding}"?><a>µ</a>`;
  expect(decodeText(latin(declared("ISO-8859-1")))).toBe(declared("ISO-8859-1"));
  expect(decodeText(latin(declared("utf-8")))).toBe(declared("utf-8"));
  expect(decodeText(utf8(declared("ISO-8859-1")))).toBe(declared("ISO-8859-1").replace("µ", "Âµ"));
});

test("files of no or one byte are texts", () => {
  expect([decodeText(new Uint8Array()), decodeText(latin("a"))]).toEqual(["", "a"]);
});
