import type { Axis } from "../model/multiscale.ts";
import { type NgffVersion, zarrFormatOf } from "../model/version.ts";
import { type Collector, type JsonObject, joinPath, printed, type Report } from "../rules/collect-violations.ts";
import { type OpenMetadata, openMetadata } from "../validate/open-metadata.ts";
import { type Reading, readDocument, versionOf, type Walk } from "./walk.ts";

/** Facts about an array for the checks between documents. */
export interface ArrayFacts {
  /** The path of its metadata. */
  readonly document: string;
  readonly version: NgffVersion;
  readonly shape: readonly number[];
  /** As zarr v3 names it: `uint16`. */
  readonly dataType: string;
  /** Null in zarr v2, and where v3 gives none. */
  readonly dimensionNames: readonly unknown[] | null;
}

/** Facts about an image for the checks between documents. */
export interface ImageFacts {
  /** The path of its metadata. */
  readonly document: string;
  readonly axes: readonly Axis[];
  /** How many levels it lists. */
  readonly levels: number;
  /** The array of its largest level, where it could be read. */
  readonly largest: ArrayFacts | null;
}

/** A group that was found: its attributes, and their document and place in it. */
export interface GroupNode {
  readonly path: string;
  readonly version: NgffVersion;
  readonly document: string;
  readonly pointer: string;
  readonly attributes: unknown;
}

/** Reads the group at a path in either format of zarr, and reports why it is not a valid group. */
export async function readGroup(
  walk: Walk,
  path: string,
  { at }: Collector,
): Promise<GroupNode | "missing" | "unreadable"> {
  const documents = ["zarr.json", ".zgroup", ".zattrs"].map((name) => joinPath(path, name));
  const [v3 = "missing", zgroup = "missing", zattrs = "missing"] = await Promise.all(
    documents.map((document) => readDocument(walk, document, at(document))),
  );
  const [inV3 = "", inGroup = "", inAttributes = ""] = documents;
  const hasV2 = zgroup !== "missing" || zattrs !== "missing";
  if (v3 !== "missing" && hasV2) reportBoth(zgroup === "missing" ? inAttributes : inGroup, at);
  if (v3 !== "missing") return v3 === "unreadable" ? v3 : groupOfV3(walk, path, v3, inV3, at(inV3));
  if (!hasV2) return "missing";
  checkFormatOfV2(zgroup, at(inGroup));
  checkSameVersion(walk, "0.4", at(inAttributes));
  if (zattrs === "unreadable") return zattrs;
  const attributes = zattrs === "missing" ? {} : zattrs;
  return { path, version: "0.4", document: inAttributes, pointer: "", attributes };
}

/** The metadata of a group without their wrapping; null, with a report, if there are none. */
export function metadataOf(
  { attributes, version, document, pointer }: GroupNode,
  { at }: Collector,
): OpenMetadata | null {
  return openMetadata(attributes, version, pointer, at(document));
}

/** Reports a node of the other zarr format than the root's. */
export function checkSameVersion(walk: Walk, version: NgffVersion, report: Report): void {
  const expected = versionOf(walk);
  if (zarrFormatOf(version) === zarrFormatOf(expected)) return;
  const message = `expected version '${expected}' (zarr v${zarrFormatOf(expected)}) as at the root, got '${version}'`;
  report("version/consistent", "", message);
}

export function reportBoth(document: string, at: Collector["at"]): void {
  at(document)("zarr/both-formats", "", "metadata of zarr v2 beside zarr.json");
}

function groupOfV3(walk: Walk, path: string, content: JsonObject, document: string, report: Report): GroupNode {
  checkSameVersion(walk, "0.5", report);
  checkFormat(content, 3, report);
  if (content.node_type !== "group")
    report("zarr/node-type", "/node_type", `expected 'group', got ${printed(content.node_type)}`);
  const version = versionOfV3(walk);
  return { path, version, document, pointer: "/attributes", attributes: content.attributes ?? {} };
}

/** The version of nodes in zarr v3: that of the root, if it is one of them. */
export function versionOfV3(walk: Walk): NgffVersion {
  return versionOf(walk) === "0.4" ? "0.5" : versionOf(walk);
}

function checkFormatOfV2(zgroup: Reading, report: Report): void {
  if (zgroup === "missing") report("zarr/format", "", "expected '.zgroup' beside '.zattrs', got nothing");
  else if (zgroup !== "unreadable") checkFormat(zgroup, 2, report);
}

export function checkFormat(content: JsonObject, expected: 2 | 3, report: Report): void {
  if (content.zarr_format !== expected)
    report("zarr/format", "/zarr_format", `expected ${expected}, got ${printed(content.zarr_format)}`);
}
