import { type Collector, joinPath } from "../rules/collect-violations.ts";
import type { ImageFacts } from "./array-facts.ts";
import { type GroupNode, metadataOf, readGroup } from "./read-group.ts";
import { visitLabels } from "./visit-labels.ts";
import { visitPixels } from "./visit-pixels.ts";
import type { Walk } from "./walk.ts";

/** An image with its arrays and label images. */
export async function visitImage(walk: Walk, node: GroupNode, collector: Collector): Promise<ImageFacts | null> {
  walk.visited.images += 1;
  const metadata = metadataOf(node, collector);
  const facts = metadata && (await visitPixels({ walk, node, metadata, collector }));
  const labels = await readGroup(walk, joinPath(node.path, "labels"), collector);
  if (typeof labels === "object") await visitLabels(walk, labels, facts, collector);
  return facts;
}
