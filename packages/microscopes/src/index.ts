/**
 * Grammars of microscope plate folders: from file names and vendor metadata to manifests, without touching a disk.
 *
 * A {@link MicroscopeFormat} reads names into planes, a plate's metadata file into a {@link PlateDescription}, and the
 * text inside an image into a {@link PlaneDescription}; {@link buildManifest} joins them. Nothing is guessed: two files
 * for one plane are an error, and what is unknown is null with a notice. `@ohcs/microscopes/disk` opens folders.
 */
export { type MicroscopeErrorCode, microscopeErrors } from "./errors.ts";
export type { MicroscopeFormat } from "./format/microscope-format.ts";
export { patternFormat } from "./format/pattern-format.ts";
export type { Grammar } from "./grammar/grammar.ts";
export { imageXpressDatabase } from "./grammar/imagexpress-database.ts";
export { imageXpressExport } from "./grammar/imagexpress-export.ts";
export { type NamePattern, parsePattern } from "./grammar/parse-pattern.ts";
export type { MatchNames } from "./grammar/read-by-pattern.ts";
export { KNOWN_PATTERNS, type KnownPattern, suggestPattern } from "./grammar/suggest-pattern.ts";
export { imageXpressFormat } from "./imagexpress/imagexpress-format.ts";
export { type HtdFile, parseHtd } from "./imagexpress/parse-htd.ts";
export { parseMetaSeries } from "./imagexpress/parse-metaseries.ts";
export { buildManifest, type ManifestInput } from "./manifest/build-manifest.ts";
export type { PlaneHeader, PlaneHeaders } from "./manifest/plane-header.ts";
export type { PlaneFile, PlateFile } from "./manifest/plate-file.ts";
export type { Announcement, PlaneDescription, PlateDescription, PlateReading } from "./manifest/plate-reading.ts";
export { type MicroscopeNoticeCode, microscopeNotices } from "./notices.ts";
export { manifestOfZarr } from "./zarr/manifest-of-zarr.ts";
export type { ZarrField, ZarrPlane, ZarrReading } from "./zarr/zarr-reading.ts";
