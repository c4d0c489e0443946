/** The tags that are read or written, by their names in TIFF 6.0 (Adobe 1992) and its supplements. */
export const TAG = {
  ImageWidth: 256,
  ImageLength: 257,
  BitsPerSample: 258,
  Compression: 259,
  PhotometricInterpretation: 262,
  FillOrder: 266,
  ImageDescription: 270,
  StripOffsets: 273,
  SamplesPerPixel: 277,
  RowsPerStrip: 278,
  StripByteCounts: 279,
  XResolution: 282,
  YResolution: 283,
  PlanarConfiguration: 284,
  ResolutionUnit: 296,
  Software: 305,
  Predictor: 317,
  TileWidth: 322,
  TileLength: 323,
  TileOffsets: 324,
  TileByteCounts: 325,
  SampleFormat: 339,
} as const;

/** Codes of the tag `Compression`. */
export const COMPRESSION = {
  none: 1,
  lzw: 5,
  jpeg: 7,
  deflate: 8,
  packbits: 32773,
  oldDeflate: 32946,
  zstd: 50000,
} as const;

/** Codes of the tag `Predictor`. */
export const PREDICTOR = { none: 1, horizontal: 2, floatingPoint: 3 } as const;

/** Codes of the tag `SampleFormat`. */
export const SAMPLE_FORMAT = { unsigned: 1, signed: 2, float: 3, undefined: 4 } as const;

/** Codes of field types. */
export const FIELD = { ascii: 2, short: 3, long: 4, rational: 5 } as const;
