import type { Well, WellImage } from "../model/plate.ts";
import type { NgffVersion } from "../model/version.ts";
import { type GroupAttributes, wrapAttributes } from "./multiscale-of.ts";

export interface WellAttributesOptions {
  readonly version: NgffVersion;
  /** The fields of view, each with the path of its group and, in a plate of several acquisitions, that acquisition. */
  readonly fields: readonly WellImage[];
}

/** The attributes of a well group. @throws `NGFF_METADATA_INVALID` */
export function wellAttributes({ version, fields }: WellAttributesOptions): GroupAttributes {
  const well: Well = { ...(version === "0.4" && { version }), images: [...fields] };
  return wrapAttributes({ well }, version, "well");
}
