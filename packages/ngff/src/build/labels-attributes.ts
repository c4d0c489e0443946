import type { NgffVersion } from "../model/version.ts";
import { type GroupAttributes, wrapAttributes } from "./attributes.ts";

/** The attributes of the `labels` group of an image: the paths of its label images. @throws `NGFF_METADATA_INVALID` */
export function labelsAttributes(options: {
  readonly version: NgffVersion;
  readonly names: readonly string[];
}): GroupAttributes {
  return wrapAttributes({ labels: [...options.names] }, options.version, "labels");
}
