/**
 * The mapped backend: the planes of a source plate by their coordinates, whatever its files are called. It never writes.
 */
export { MappedBackend, mappedBackend } from "./mapped-backend.ts";
export { type MappedOptions, type MappedPlane, mappingOf } from "./mapping-of.ts";
