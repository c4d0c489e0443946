/**
 * Letters of pictures, five pixels wide and seven high, one digit of base 32 a row: fonts differ from machine to machine, and with them
 * the bytes of a picture. Small letters are drawn as capitals, except those of units.
 */
const GLYPHS: Readonly<Record<string, string>> = {
  "0": "ehjllpe",
  "1": "4c4444e",
  "2": "eh1248v",
  "3": "v2421he",
  "4": "26aiv22",
  "5": "vgu11he",
  "6": "68guhhe",
  "7": "v124888",
  "8": "ehhehhe",
  "9": "ehhf12c",
  A: "ehhvhhh",
  B: "uhhuhhu",
  C: "ehggghe",
  D: "sihhhis",
  E: "vggsggv",
  F: "vggsggg",
  G: "ehgnhhf",
  H: "hhhvhhh",
  I: "e44444e",
  J: "72222ic",
  K: "hikokih",
  L: "ggggggv",
  M: "hrllhhh",
  N: "hhpljhh",
  O: "ehhhhhe",
  P: "uhhuggg",
  Q: "ehhhlid",
  R: "uhhukih",
  S: "fgge11u",
  T: "v444444",
  U: "hhhhhhe",
  V: "hhhhha4",
  W: "hhhllla",
  X: "hha4ahh",
  Y: "hhha444",
  Z: "v1248gv",
  m: "00qllll",
  n: "00uhhhh",
  p: "00uhugg",
  x: "00ha4ah",
  µ: "00hhjtg",
  "-": "000v000",
  _: "000000v",
  ".": "00000cc",
  ",": "0000448",
  ":": "0cc0cc0",
  "/": "1122488",
  "+": "044v440",
  "(": "2444442",
  ")": "8444448",
  "?": "eh12404",
};

export const GLYPH_WIDTH = 6;
export const GLYPH_HEIGHT = 7;

/** The rows of a letter, bits from the left (16) to the right (1); `?` for what is not drawn. Spaces have none. */
export function glyphRows(letter: string): readonly number[] {
  if (letter === " ") return [];
  const drawn = GLYPHS[letter] ?? GLYPHS[letter.toUpperCase()] ?? GLYPHS["?"] ?? "";
  return [...drawn].map((digit) => Number.parseInt(digit, 32));
}
