type Below = (count: number) => number;

const WELL_NAMES = ["A01", "B02", "a1", " b2 ", "R01C01", "02B", "H12", "AF48"];
const NO_WELLS = ["AG1", "A00", "mean", "", "A01B02", "=A1", "A1\u0000", "1e400", "A1".repeat(5_000), "__proto__"];
const KEYS = ["well", "Well", "WELL_ID", " well ", "Metadata_Well", "Well ID"];
const COLUMNS = [
  "dose",
  "Dose ",
  "metadata_dose",
  "role",
  "Barcode",
  "Plate barcode",
  "__proto__",
  "constructor",
  "toString",
  "hasOwnProperty",
  "Count_Nuclei",
  "ImageNumber",
  "Metadata_",
  "",
  " ",
  "=1+1",
  "-x",
  "'=x",
  "µM",
  "😀",
  "a\u0000b",
  "\u001b[2J",
  "x".repeat(10_000),
];
const IDENTITY = [
  "Plate",
  "Status",
  "Metadata_Well",
  "Metadata_Status",
  "Metadata_Plate",
  "metadata_status",
  " STATUS ",
  "Sta\u200Btus",
  "Metadata_Site",
  "ObjectNumber",
  "Z-Index",
  "Time point",
  "Metadata Plate",
  "Ｐｌａｔｅ",
];
const CELLS = [
  "",
  "1",
  "-1.5",
  "007",
  "9007199254740993",
  "-9007199254740993",
  "1e400",
  "-1e400",
  "1e-400",
  "9".repeat(400),
  "NaN",
  "Infinity",
  "0x10",
  "true",
  "control",
  "success",
  "=cmd|' /C calc'!A0",
  "+A1",
  "-",
  "@SUM(1)",
  "\t=1",
  "'=1",
  "''",
  "A01",
  "null",
  "a,b",
  "a;b",
  'say "x"',
  "two\nlines",
  "two\r\nlines",
  "\u0000",
  "\u0007\u001b[31m",
  "\uFEFF",
  "\uFFFD",
  "😀",
  "x".repeat(5_000),
];
const DELIMITERS = [",", ",", ";", "\t", "|"];
const LINE_ENDS = ["\n", "\r\n", "\r", "\n\n", "\n\r"];

/**
 * A plate map as instruments, spreadsheets and accidents leave them: the bytes of a file; sound ones among them. The first
 * ones are huge, each in its own way.
 */
export function oddPlateMap(index: number, below: Below): Uint8Array {
  const huge = hugeMap(index);
  if (huge !== null) return new TextEncoder().encode(huge);
  const pick = (texts: readonly string[]) => texts[below(texts.length)] ?? "";
  const isRarely = () => below(8) === 0;
  const delimiter = pick(DELIMITERS);
  const lineEnd = pick(LINE_ENDS.slice(0, 3));
  const columns = [isRarely() ? "dose" : pick(KEYS), ...manyOf(below(5), () => pick(isRarely() ? IDENTITY : COLUMNS))];
  const names = isRarely() ? manyOf(below(6), () => pick(WELL_NAMES)) : shuffled(["A01", "B02", "C03", "H12"], below);
  const rows = names.map((name) => [
    isRarely() && isRarely() ? pick(NO_WELLS) : name,
    ...columns.slice(1).map(() => pick(CELLS)),
  ]);
  const field = (text: string) => fieldOf(text, delimiter, below);
  const isMixed = isRarely();
  const lines = [columns, ...rows].map((row) => {
    const kept = isRarely() && isRarely() ? row.slice(0, below(row.length + 2)) : row;
    return kept.map(field).join(delimiter) + (isMixed ? pick(LINE_ENDS) : lineEnd);
  });
  return damaged(`${isRarely() ? "\uFEFF".repeat(1 + below(2)) : ""}${lines.join("")}`, below);
}

function manyOf(count: number, make: () => string): string[] {
  return Array.from({ length: count }, make);
}

function shuffled(texts: readonly string[], below: Below): readonly string[] {
  return texts.slice(0, 1 + below(texts.length)).toSorted(() => below(3) - 1);
}

/** Quoted where it must be, sometimes where it need not be, and rarely not or wrongly. */
function fieldOf(text: string, delimiter: string, below: Below): string {
  if (below(60) === 0) return `"${text}`;
  if (below(60) === 0) return text;
  const mustBe = /["\r\n]/.test(text) || text.includes(delimiter);
  return mustBe || below(4) === 0 ? `"${text.replaceAll('"', '""')}"` : text;
}

/** Mostly as it is; else cut, with flipped bits, with bytes put in, or in another encoding. */
function damaged(text: string, below: Below): Uint8Array {
  const bytes = new TextEncoder().encode(text);
  const kind = below(24);
  if (kind === 0) return bytes.slice(0, below(bytes.length + 1));
  if (kind === 1) return Uint8Array.from(Buffer.from(text, "utf16le"));
  if (kind === 2) return Uint8Array.from(Buffer.from(text, "latin1"));
  if (kind > 4) return bytes;
  for (let changes = 1 + below(8); changes > 0; changes--) {
    const at = below(bytes.length);
    bytes[at] = kind === 3 ? (bytes[at] ?? 0) ^ (1 << below(8)) : ([0, 9, 10, 13, 34, 44, 255][below(7)] ?? 0);
  }
  return bytes;
}

function hugeMap(index: number): string | null {
  const [first, second] = ["A01", "B02"];
  const makers = [
    () =>
      `well,${manyOf(200_000, () => "")
        .map((_, i) => `c${i}`)
        .join(",")}\n${first}${",1".repeat(200_000)}\n`,
    () =>
      `${manyOf(200_000, () => "")
        .map((_, i) => `c${i}`)
        .join(",")}\n${"1,".repeat(199_999)}1\n`,
    () =>
      `well,${manyOf(16_000, () => "")
        .map((_, i) => `c${i}`)
        .join(",")}\n${`${first}${",0.25".repeat(16_000)}\n`.repeat(60)}`,
    () =>
      `well,${manyOf(16_000, () => "")
        .map((_, i) => `c${i}`)
        .join(",")}\n${first}${",x".repeat(16_000)}\n${second}${",=1".repeat(16_000)}\n`,
    () => `well,dose\n${`${first},1\n`.repeat(500_000)}`,
    () => `well,note\n${first},"${"long ".repeat(2_000_000)}"\n`,
    () => `well,note\r\n${first},${'"'.repeat(2_000_001)}`,
    () => `well,note\r\n${`${first},"x" y\r\n`.repeat(200_000)}`,
    () => `well\n${"\r".repeat(1_000_000)}`,
    () => `well,note\n${"x".repeat(33 * 2 ** 20)}`,
  ];
  return makers[index]?.() ?? null;
}
