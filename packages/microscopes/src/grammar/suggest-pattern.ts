import { baseName } from "../manifest/plate-reading.ts";

/** A pattern that reads the names of a family of microscopes which has no handler of its own. */
export interface KnownPattern {
  readonly name: string;
  readonly pattern: string;
}

/** Patterns to suggest for plates that no handler recognizes. */
export const KNOWN_PATTERNS: readonly KnownPattern[] = [
  {
    name: "Cytation",
    pattern: String.raw`^(?<row>[A-H])(?<col>\d{1,2})_\d{2}_(?<ch>\d)_(?<site>\d+)_[^_]+_(?<t>\d{3})\.tif$`,
  },
  {
    name: "ArrayScan",
    pattern: String.raw`^AS_\d{5}_\d{12}_(?<row>[A-P])(?<col>\d{2})f(?<site>\d{2})d(?<ch>\d)\.(?:TIF|tif)$`,
  },
  {
    name: "numbered wells by channel",
    pattern: String.raw`^Channel(?<ch>\d)-\d{2}-(?<row>[A-H])-(?<col>\d{2})\.tif$`,
  },
];

/** The known pattern that fits most of the image names, if it fits at least half of them. */
export function suggestPattern(imagePaths: readonly string[]): KnownPattern | null {
  const names = imagePaths.map(baseName);
  const fits = ({ pattern }: KnownPattern) => names.filter((name) => new RegExp(pattern).test(name)).length;
  const best = KNOWN_PATTERNS.map((known) => ({ known, count: fits(known) })).toSorted((a, b) => b.count - a.count)[0];
  return best !== undefined && best.count >= names.length / 2 ? best.known : null;
}
