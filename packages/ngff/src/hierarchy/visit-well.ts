import { type Collector, isNodePath, itemsOf, joinPath, memberOf } from "../rules/collect-violations.ts";
import { checkMetadata } from "../validate/check-metadata.ts";
import { checkAcquisition } from "./check-acquisition.ts";
import { type GroupNode, type ImageFacts, metadataOf, readGroup } from "./read-group.ts";
import { visitImage } from "./visit-images.ts";
import { checkListed, type Walk } from "./walk.ts";

/** Facts about a well for the checks of the plate. */
export interface WellFacts {
  readonly document: string;
  /** The acquisition of each field that it lists, undefined where it names none. */
  readonly acquisitions: readonly unknown[];
  readonly images: readonly ImageFacts[];
}

/** A well with its fields; `acquisitions` are the ids that its plate lists, null if it is validated alone. */
export async function visitWell(
  walk: Walk,
  node: GroupNode,
  acquisitions: readonly unknown[] | null,
  collector: Collector,
): Promise<WellFacts | null> {
  walk.visited.wells += 1;
  const metadata = metadataOf(node, collector);
  if (metadata === null) return null;
  const report = collector.at(node.document);
  checkMetadata(metadata, "well", node.version, report);
  const images: ImageFacts[] = [];
  const fields = itemsOf(memberOf(metadata.content.well, "images"));
  checkListed("fields", fields.length, node.document);
  for (const [index, field] of fields.entries()) {
    const pointer = `${metadata.pointer}/well/images/${index}`;
    if (acquisitions !== null) checkAcquisition(memberOf(field, "acquisition"), acquisitions, pointer, report);
    const image = await visitField(walk, node, { path: memberOf(field, "path"), pointer }, collector);
    if (image !== null) images.push(image);
  }
  const named = fields.map((field) => memberOf(field, "acquisition"));
  return { document: node.document, acquisitions: named, images };
}

async function visitField(
  walk: Walk,
  well: GroupNode,
  { path, pointer }: { readonly path: unknown; readonly pointer: string },
  collector: Collector,
): Promise<ImageFacts | null> {
  if (!isNodePath(path)) return null;
  const image = await readGroup(walk, joinPath(well.path, path), collector);
  if (image === "missing")
    collector.at(well.document)("well/image-missing", `${pointer}/path`, `expected a group at '${path}', got nothing`);
  return typeof image === "string" ? null : visitImage(walk, image, collector);
}
