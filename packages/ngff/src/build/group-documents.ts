import { type NgffVersion, zarrFormatOf } from "../model/version.ts";
import { joinPath } from "../rules/collect-violations.ts";
import { type GroupAttributes, wrapAttributes } from "./multiscale-of.ts";

/** A metadata file of a Zarr hierarchy: its path, and the JSON to write there. */
export interface MetadataDocument {
  readonly path: string;
  readonly content: GroupAttributes;
}

/** The files that make a group at `path`: `.zgroup` and `.zattrs` (0.4; without attributes the first alone), or `zarr.json` (0.5). */
export function groupDocuments(path: string, version: NgffVersion, attributes?: GroupAttributes): MetadataDocument[] {
  const zarr_format = zarrFormatOf(version);
  if (version !== "0.4") {
    const content = { zarr_format, node_type: "group", attributes: attributes ?? {} };
    return [{ path: joinPath(path, "zarr.json"), content }];
  }
  const group = { path: joinPath(path, ".zgroup"), content: { zarr_format } };
  return attributes ? [group, { path: joinPath(path, ".zattrs"), content: attributes }] : [group];
}

/** The attributes of the `labels` group of an image: the paths of its label images. @throws `NGFF_METADATA_INVALID` */
export function labelsAttributes(options: {
  readonly version: NgffVersion;
  readonly names: readonly string[];
}): GroupAttributes {
  return wrapAttributes({ labels: [...options.names] }, options.version, "labels");
}
