import { type Collector, isNodePath, itemsOf, joinPath, memberOf, resolvePath } from "../rules/collect-violations.ts";
import { checkMetadata } from "../validate/check-metadata.ts";
import type { OpenMetadata } from "../validate/open-metadata.ts";
import type { ArrayFacts, ImageFacts } from "./array-facts.ts";
import { checkListed } from "./check-listed.ts";
import { type GroupNode, metadataOf, readGroup } from "./read-group.ts";
import { visitPixels } from "./visit-pixels.ts";
import type { Walk } from "./walk.ts";

/** The label images of an image; `image` is null if they are validated alone. */
export async function visitLabels(
  walk: Walk,
  node: GroupNode,
  image: ImageFacts | null,
  collector: Collector,
): Promise<void> {
  const metadata = metadataOf(node, collector);
  if (metadata === null) return;
  checkMetadata(metadata, "labels", node.version, collector.at(node.document));
  const names = itemsOf(metadata.content.labels);
  checkListed("labels", names.length, node.document);
  for (const [index, name] of names.entries()) {
    if (!isNodePath(name)) continue;
    const label = await readGroup(walk, joinPath(node.path, name), collector);
    const pointer = `${metadata.pointer}/labels/${index}`;
    if (label === "missing")
      collector.at(node.document)("labels/missing", pointer, `expected a group at '${name}', got nothing`);
    if (typeof label === "object") await visitLabel(walk, label, image, collector);
  }
}

/** One label image. */
export async function visitLabel(
  walk: Walk,
  node: GroupNode,
  image: ImageFacts | null,
  collector: Collector,
): Promise<void> {
  walk.visited.labels += 1;
  const report = collector.at(node.document);
  const metadata = metadataOf(node, collector);
  if (metadata === null) return;
  const facts = await visitPixels({ walk, node, metadata, collector });
  if (metadata.content["image-label"] === undefined) {
    report("label/image-label", metadata.pointer, "expected 'image-label', got nothing");
  } else {
    checkMetadata(metadata, "image-label", node.version, report);
    await checkSource(walk, node, metadata, collector);
  }
  if (facts?.largest) checkDataType(facts.largest, collector);
  if (facts !== null && image !== null) checkAgainstImage(facts, image, collector);
}

/** The source is relative to the label image; one above the validated root is not checked. */
async function checkSource(walk: Walk, node: GroupNode, metadata: OpenMetadata, collector: Collector): Promise<void> {
  const source = memberOf(memberOf(metadata.content["image-label"], "source"), "image");
  if (typeof source !== "string") return;
  const path = resolvePath(node.path, source);
  if (path === null) return;
  const image = await readGroup(walk, path, { at: () => () => {}, violations: [] });
  const attributes = typeof image === "object" ? image.attributes : undefined;
  const holder = memberOf(attributes, "ome") ?? attributes;
  if (memberOf(holder, "multiscales") !== undefined) return;
  const pointer = `${metadata.pointer}/image-label/source/image`;
  collector.at(node.document)("label/source", pointer, `expected the path of an image, got '${source}' ('/${path}')`);
}

function checkDataType({ document, dataType }: ArrayFacts, { at }: Collector): void {
  if (/^u?int\d+$/.test(dataType)) return;
  const pointer = document.endsWith("zarr.json") ? "/data_type" : "/dtype";
  at(document)("label/dtype", pointer, `expected an integer type, got '${dataType}'`);
}

function checkAgainstImage(label: ImageFacts, image: ImageFacts, { at }: Collector): void {
  if (label.levels !== image.levels)
    at(label.document)("label/levels", "", `expected ${image.levels} levels as its image has, got ${label.levels}`);
  if (label.largest === null || image.largest === null) return;
  for (const [axis, { name }] of label.axes.entries()) {
    const length = label.largest.shape[axis];
    const expected = image.largest.shape[image.axes.findIndex((other) => other.name === name)];
    if (length === undefined || expected === undefined || length === expected || length === 1) continue;
    at(label.largest.document)("label/shape", "/shape", `expected ${expected} or 1 along '${name}', got ${length}`);
  }
}
