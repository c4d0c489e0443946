/**
 * The mapped backend: the planes of a source plate by their coordinates, independent of file names. It never writes.
 */
export { MappedBackend, mappedBackend } from "./mapped-backend.ts";
export { type MappedOptions, type MappedPlane, mappingOf } from "./mapping-of.ts";
