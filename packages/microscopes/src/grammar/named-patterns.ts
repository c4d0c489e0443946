import { baseName } from "../manifest/plate-reading.ts";

/** A pattern with a name, for plain folders of images in a scheme that many have. */
export interface NamedPattern {
  readonly name: string;
  /** Whose names these are. */
  readonly title: string;
  readonly pattern: string;
  /** A name that fits. */
  readonly example: string;
}

/** The table of naming schemes that `--pattern NAME` takes; each name that fits states one plane, and no two the same. */
export const NAMED_PATTERNS: readonly NamedPattern[] = [
  {
    name: "almf",
    title: "EMBL's ALMF and ScanR, exported",
    pattern: String.raw`^(?:.{0,100}--)?(?<row>[A-P])(?<col>\d{1,2})--W\d{5}--P(?<site>\d{5})--Z(?<z>\d{5})--T(?<t>\d{5})--(?<ch>[^.]+)\.tif$`,
    example: "A3--W00003--P00002--Z00000--T00000--DAPI.tif",
  },
  {
    name: "cellomics",
    title: "Cellomics ArrayScan, exported",
    pattern: String.raw`^\w{1,100}_(?<row>[A-P])(?<col>\d{2})f(?<site>\d{2,})d(?<ch>\d)\.(?:TIFF?|tiff?)$`,
    example: "AS_09125_050116030001_D03f00d0.tif",
  },
  {
    name: "cellvoyager",
    title: "Yokogawa CellVoyager",
    pattern: String.raw`_(?<row>[A-Z]+)(?<col>\d{2})_T(?<t>\d{4})F(?<site>\d{3})L\d{2}A\d{2}Z(?<z>\d{2,3})C(?<ch>\d{2})\.tif$`,
    example: "Assay_D08_T0001F002L01A01Z04C01.tif",
  },
  {
    name: "cytation",
    title: "BioTek Cytation (Gen5)",
    pattern: String.raw`^(?<row>[A-P])(?<col>\d{1,2})_\d{2}_(?<ch>\d)_(?<site>\d+)_[^_]*_(?<t>\d{3})\.tif$`,
    example: "B7_01_1_3_DAPI_001.tif",
  },
  {
    name: "imagexpress",
    title: "ImageXpress in one folder, of BBBC sets too",
    pattern: String.raw`^.{1,100}_(?<row>[A-Z]|A[A-F])(?<col>\d{2})(?:_s(?<site>\d+))?_w(?<ch>\d)\.(?:TIFF?|tiff?)$`,
    example: "Week1_22123_B02_s1_w1.tif",
  },
  {
    name: "openhcs",
    title: "OHCS and OpenHCS",
    pattern: String.raw`^(?<row>[A-Z]{1,2})(?<col>\d{1,2})(?:_s(?<site>\d{1,9}))?(?:_w(?<ch>[^_]{1,100}))?(?:_z(?<z>\d{1,9}))?(?:_t(?<t>\d{1,9}))?\.(?:tiff?|png)$`,
    example: "B02_s001_w1_z001_t001.tif",
  },
  {
    name: "phenix",
    title: "Opera Phenix and Operetta",
    pattern: String.raw`^r(?<row>\d{2})c(?<col>\d{2})f(?<site>\d{2,})p(?<z>\d{2,})-ch(?<ch>\d+)sk(?<t>\d+)fk\d+fl\d+\.tiff?$`,
    example: "r11c06f23p02-ch1sk1fk1fl1.tiff",
  },
  {
    name: "vitra",
    title: "wells by channel and number (Vitra Bioscience, SBS, BBBC013)",
    pattern: String.raw`^Channel(?<ch>\d)-\d{2,4}-(?<row>[A-P])-(?<col>\d{2})\.(?:tiff?|TIFF?|png)$`,
    example: "Channel1-01-A-01.tif",
  },
  {
    name: "worms",
    title: "ImageXpress with a GUID of its own (BBBC010, live and dead worms)",
    pattern: String.raw`^.{1,100}_(?<row>[A-P])(?<col>\d{2})_w(?<ch>\d)_[\dA-F]{8}-[\dA-F-]{27}\.tif$`,
    example: "1649_1109_0003_Amp5-1_20070424_A01_w1_9C2687BF-5E7B-4A2C-8B0F-1D2E3F405162.tif",
  },
];

/** The pattern of that name, in any case; undefined if there is none. */
export function patternNamed(name: string): NamedPattern | undefined {
  return NAMED_PATTERNS.find((known) => known.name === name.toLowerCase());
}

/** The named pattern that fits most of the image names, if it fits at least half of them. */
export function suggestPattern(imagePaths: readonly string[]): NamedPattern | null {
  const names = imagePaths.map(baseName);
  const fits = ({ pattern }: NamedPattern) => {
    const expression = new RegExp(pattern);
    return names.filter((name) => expression.test(name)).length;
  };
  const best = NAMED_PATTERNS.map((known) => ({ known, count: fits(known) })).toSorted((a, b) => b.count - a.count)[0];
  return best !== undefined && best.count >= names.length / 2 ? best.known : null;
}
