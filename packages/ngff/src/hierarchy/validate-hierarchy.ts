import type { MetadataKind } from "../model/metadata-kind.ts";
import type { NgffVersion } from "../model/version.ts";
import { type Collector, collectViolations, joinPath, memberOf, resolvePath } from "../rules/collect-violations.ts";
import { KEY_OF } from "../validate/check-metadata.ts";
import { reportOf, type ValidationReport } from "../validate/validate-metadata.ts";
import { type GroupNode, metadataOf, readGroup } from "./read-group.ts";
import { visitImage, visitLabel, visitLabels } from "./visit-images.ts";
import { visitPlate } from "./visit-plate.ts";
import { visitWell } from "./visit-well.ts";
import { type HierarchyReader, readDocument, type Visited, type Walk } from "./walk.ts";

export interface HierarchyOptions {
  /** Do violations of the specification's strict schemas (names, colours, …) count as `must`? @default false */
  readonly strict?: boolean;
  /** How many wells are read at once. @default 16 */
  readonly concurrency?: number;
  /** Ends the validation with the signal's reason. */
  readonly signal?: AbortSignal;
}

/** The report on a hierarchy. */
export interface HierarchyReport extends ValidationReport {
  /** The version of the root, by its zarr format and, in zarr v3, what it states; null where there is no root. */
  readonly version: NgffVersion | null;
  /** The kind of the root; null if it is none of these. */
  readonly kind: MetadataKind | null;
  readonly visited: Readonly<Visited>;
}

/**
 * Validates a plate, well, image or label image with everything in it: each document separately, and the relations
 * between documents. All violations are in the report, in the order of the hierarchy; none is thrown.
 *
 * Costs three reads per group and two per array, absent files included; pixels are not read. Groups that are not listed
 * in metadata are not found, since a reader cannot list.
 * @param path the root to validate below the reader's own, `A/1` for one well
 * @throws `NGFF_TOO_LARGE` for lists that no plate has, `NGFF_READ_FAILED` where the reader throws anything but a
 * `SyntaxError`
 */
export async function validateHierarchy(
  reader: HierarchyReader,
  path = "",
  { strict = false, concurrency = 16, signal }: HierarchyOptions = {},
): Promise<HierarchyReport> {
  const root = resolvePath("", path) ?? "";
  const visited: Visited = { wells: 0, images: 0, labels: 0, arrays: 0 };
  const shared = { reader, visited, concurrency: Math.max(1, concurrency), signal };
  const version = await detectVersion(shared, root);
  const weighing = { version, strict, scope: "hierarchy" } as const;
  const walk: Walk = { ...shared, weighing };
  const collector = collectViolations(weighing);
  const node = await readGroup(walk, root, collector);
  if (node === "missing")
    collector.at(root)("metadata/kind", "", "expected a group with zarr.json, or .zgroup and .zattrs, got nothing");
  const kind = typeof node === "string" ? null : await visitRoot(walk, node, collector);
  return { ...reportOf(collector.violations), version: node === "missing" ? null : version, kind, visited };
}

async function detectVersion(walk: Omit<Walk, "weighing">, root: string): Promise<NgffVersion> {
  const v3 = await readDocument(walk, joinPath(root, "zarr.json"), () => {});
  if (v3 === "missing") return "0.4";
  return memberOf(memberOf(memberOf(v3, "attributes"), "ome"), "version") === "0.6" ? "0.6" : "0.5";
}

type Visit = (walk: Walk, node: GroupNode, collector: Collector) => Promise<unknown>;

/** Possible kinds of a root; if its metadata match several, the first counts. */
const VISITS: readonly (readonly [kind: MetadataKind, visit: Visit])[] = [
  ["plate", visitPlate],
  ["well", (walk, node, collector) => visitWell(walk, node, null, collector)],
  ["image-label", (walk, node, collector) => visitLabel(walk, node, null, collector)],
  ["image", visitImage],
  ["labels", (walk, node, collector) => visitLabels(walk, node, null, collector)],
];

async function visitRoot(walk: Walk, node: GroupNode, collector: Collector): Promise<MetadataKind | null> {
  const content = node.version === "0.4" ? node.attributes : memberOf(node.attributes, "ome");
  const found = VISITS.find(([kind]) => memberOf(content, KEY_OF[kind]) !== undefined);
  if (found !== undefined) {
    await found[1](walk, node, collector);
    return found[0];
  }
  const metadata = metadataOf(node, collector);
  if (metadata !== null) {
    const expected = VISITS.map(([kind]) => `'${KEY_OF[kind]}'`).join(", ");
    collector.at(node.document)("metadata/kind", metadata.pointer, `expected one of ${expected}, got nothing`);
  }
  return null;
}
