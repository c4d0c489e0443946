/**
 * Grammars of microscope plate folders: from file names and vendor metadata to manifests, without touching a disk.
 *
 * A {@link MicroscopeFormat} reads names and metadata files into planes, and the text inside an image into a {@link
 * PlaneDescription}; {@link formatHandler} makes a handler of one, and {@link openReader} opens a plate by it. Nothing
 * is guessed: two files for one plane are an error, and unknown facts are null with a notice. `@ohcs/microscopes/disk`
 * opens folders.
 */
export { cellVoyagerFormat } from "./cellvoyager/cellvoyager-format.ts";
export { type MicroscopeErrorCode, microscopeErrors } from "./errors.ts";
export { formatHandler } from "./format/format-handler.ts";
export type { MicroscopeFormat } from "./format/microscope-format.ts";
export { patternFormat, patternHandler } from "./format/pattern-format.ts";
export {
  cellomics,
  cellVoyager,
  cytation,
  imageXpress,
  inCell,
  loadData,
  microManager,
  omeTiff,
  openHcs,
  operaPhenix,
  scanR,
} from "./formats.ts";
export type { Grammar } from "./grammar/grammar.ts";
export { imageXpressDatabase, imageXpressExport } from "./grammar/imagexpress-grammars.ts";
export { NAMED_PATTERNS, type NamedPattern, suggestPattern } from "./grammar/named-patterns.ts";
export { type NamePattern, parsePattern } from "./grammar/parse-pattern.ts";
export { type MatchNames, readByPattern } from "./grammar/read-by-pattern.ts";
export { imageXpressFormat } from "./imagexpress/imagexpress-format.ts";
export { type HtdFile, parseHtd } from "./imagexpress/parse-htd.ts";
export { parseMetaSeries } from "./imagexpress/parse-metaseries.ts";
export { inCellFormat } from "./incell/incell-format.ts";
export { buildManifest, type ManifestInput } from "./manifest/build-manifest.ts";
export {
  type Announcement,
  isImagePath,
  type PlaneDescription,
  type PlaneFile,
  type PlaneHeader,
  type PlaneHeaders,
  type PlateDescription,
  type PlateReading,
} from "./manifest/plate-reading.ts";
export { type MicroscopeNoticeCode, microscopeNotices, notice } from "./notices.ts";
export type { HandlerChoice } from "./open/choose-handler.ts";
export { type OpenReaderOptions, openReader } from "./open/open-reader.ts";
export { phenixFormat } from "./phenix/phenix-format.ts";
export { scanrFormat } from "./scanr/scanr-format.ts";
export { decodeText } from "./text/decode-text.ts";
export {
  elementAt,
  numberOf,
  readXml,
  textAt,
  timeOf,
  type XmlElement,
  type XmlOptions,
  type XmlReading,
} from "./text/read-xml.ts";
export { manifestOfZarr } from "./zarr/manifest-of-zarr.ts";
export { omeZarr } from "./zarr/ome-zarr.ts";
