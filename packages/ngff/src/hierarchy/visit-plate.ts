import { mapConcurrently } from "@ohcs/context";
import {
  type Collector,
  collectViolations,
  isNodePath,
  itemsOf,
  joinPath,
  memberOf,
} from "../rules/collect-violations.ts";
import { checkMetadata } from "../validate/check-metadata.ts";
import type { OpenMetadata } from "../validate/open-metadata.ts";
import { checkFieldCounts } from "./check-field-counts.ts";
import { type GroupNode, type ImageFacts, metadataOf, readGroup } from "./read-group.ts";
import { visitWell, type WellFacts } from "./visit-well.ts";
import { checkListed, type Walk } from "./walk.ts";

/** A plate with its rows and wells, several concurrently; findings are in the order of the plate's list. */
export async function visitPlate(walk: Walk, node: GroupNode, collector: Collector): Promise<void> {
  const metadata = metadataOf(node, collector);
  if (metadata === null) return;
  const report = collector.at(node.document);
  checkMetadata(metadata, "plate", node.version, report);
  const plate = metadata.content.plate;
  checkListed("wells", itemsOf(memberOf(plate, "wells")).length, node.document);
  const wells = wellsOf(metadata, node);
  await visitRows(walk, node, wells, collector);
  const acquisitions = itemsOf(memberOf(plate, "acquisitions")).map((acquisition) => memberOf(acquisition, "id"));
  const visits = await mapConcurrently(wells, walk.concurrency, async (well) => {
    const own = collectViolations(walk.weighing);
    return { facts: await visitPlateWell(walk, node, { well, acquisitions }, own), violations: own.violations };
  });
  for (const { violations } of visits) for (const violation of violations) collector.violations.push(violation);
  const facts = visits.flatMap((visit) => visit.facts ?? []);
  checkFieldCounts(plate, facts, `${metadata.pointer}/plate`, report);
  checkFieldsAlike(
    facts.flatMap(({ images }) => images),
    collector,
  );
}

/** A well in a plate's list, and its place there. */
interface ListedWell {
  readonly path: string;
  /** The path of its row; null where the well's path has one segment. */
  readonly row: string | null;
  readonly pointer: string;
}

function wellsOf({ content, pointer }: OpenMetadata, { path: root }: GroupNode): ListedWell[] {
  const listed = new Map<string, ListedWell>();
  for (const [index, well] of itemsOf(memberOf(content.plate, "wells")).entries()) {
    const path = memberOf(well, "path");
    if (!isNodePath(path) || listed.has(path)) continue;
    const slash = path.lastIndexOf("/");
    const row = slash === -1 ? null : joinPath(root, path.slice(0, slash));
    listed.set(path, { path: joinPath(root, path), row, pointer: `${pointer}/plate/wells/${index}/path` });
  }
  return [...listed.values()];
}

async function visitRows(
  walk: Walk,
  node: GroupNode,
  wells: readonly ListedWell[],
  collector: Collector,
): Promise<void> {
  const rows = new Map<string, string>();
  for (const { row, pointer } of wells) if (row !== null && !rows.has(row)) rows.set(row, pointer);
  for (const [row, pointer] of rows)
    if ((await readGroup(walk, row, collector)) === "missing")
      collector.at(node.document)("plate/row-missing", pointer, `expected a group at '${row}', got nothing`);
}

async function visitPlateWell(
  walk: Walk,
  plate: GroupNode,
  { well, acquisitions }: { readonly well: ListedWell; readonly acquisitions: readonly unknown[] },
  collector: Collector,
): Promise<WellFacts | null> {
  const group = await readGroup(walk, well.path, collector);
  if (group === "missing")
    collector.at(plate.document)("plate/well-missing", well.pointer, `expected a group at '${well.path}', got nothing`);
  return typeof group === "string" ? null : visitWell(walk, group, acquisitions, collector);
}

/** Reports fields whose axes, shape or sample type are not those of the plate's first one. */
function checkFieldsAlike(images: readonly ImageFacts[], { at }: Collector): void {
  const readable = images.filter(({ largest }) => largest !== null);
  const [first, ...others] = readable;
  if (first === undefined) return;
  for (const image of others) {
    if (formOf(image) === formOf(first)) continue;
    const message = `expected ${formOf(first)} as in '${first.document}', got ${formOf(image)}`;
    at(image.document)("well/fields-alike", "", message);
  }
}

function formOf({ axes, largest }: ImageFacts): string {
  return `${axes.map(({ name }) => name).join("")} [${largest?.shape.join(", ")}] ${largest?.dataType}`;
}
