import type { MetadataKind } from "../model/metadata-kind.ts";
import type { NgffVersion } from "../model/version.ts";
import type { Report } from "../rules/collect-violations.ts";
import { checkImage } from "./check-image.ts";
import { checkImageLabel } from "./check-image-label.ts";
import { checkLabels } from "./check-labels.ts";
import { checkPlate } from "./check-plate.ts";
import { checkWell } from "./check-well.ts";
import type { OpenMetadata } from "./open-metadata.ts";

/** The member of a group's metadata that makes it a plate, a well, an image, … */
export const KEY_OF = {
  plate: "plate",
  well: "well",
  image: "multiscales",
  labels: "labels",
  "image-label": "image-label",
} as const satisfies Readonly<Record<MetadataKind, string>>;

type Check = (value: unknown, version: NgffVersion, pointer: string, report: Report) => void;

const CHECKS: Readonly<Record<Exclude<MetadataKind, "image">, Check>> = {
  plate: checkPlate,
  well: checkWell,
  labels: (labels, _version, pointer, report) => checkLabels(labels, pointer, report),
  "image-label": checkImageLabel,
};

/** Checks metadata of one kind. */
export function checkMetadata(metadata: OpenMetadata, kind: MetadataKind, version: NgffVersion, report: Report): void {
  const { content, pointer } = metadata;
  const key = KEY_OF[kind];
  if (content[key] === undefined) report("metadata/kind", pointer, `expected '${key}', got nothing`);
  else if (kind === "image") checkImage(content, version, pointer, report);
  else CHECKS[kind](content[key], version, `${pointer}/${key}`, report);
}
