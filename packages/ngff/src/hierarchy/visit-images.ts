import { Value } from "@sinclair/typebox/value";
import { type Multiscale, multiscaleSchema } from "../model/multiscale.ts";
import { type Collector, isNodePath, itemsOf, joinPath, memberOf, resolvePath } from "../rules/collect-violations.ts";
import { checkMetadata } from "../validate/check-metadata.ts";
import { flatMultiscale } from "../validate/flat-multiscale.ts";
import type { OpenMetadata } from "../validate/open-metadata.ts";
import { channelMismatch } from "./channel-count.ts";
import { checkLevels } from "./check-levels.ts";
import { readArray } from "./read-array.ts";
import { type ArrayFacts, type GroupNode, type ImageFacts, metadataOf, readGroup } from "./read-group.ts";
import { checkListed, type Walk } from "./walk.ts";

/** An image or label image that is being visited. */
interface ImageVisit {
  readonly walk: Walk;
  readonly node: GroupNode;
  readonly metadata: OpenMetadata;
  readonly collector: Collector;
}

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

/** Visits the metadata of an image and its arrays; returns facts about its first multiscale. */
export async function visitPixels(visit: ImageVisit): Promise<ImageFacts | null> {
  const { node, metadata, collector } = visit;
  checkMetadata(metadata, "image", node.version, collector.at(node.document));
  const all: (ImageFacts | null)[] = [];
  const multiscales = itemsOf(metadata.content.multiscales);
  checkListed("multiscales", multiscales.length, node.document);
  for (const [index, multiscale] of multiscales.entries()) all.push(await visitMultiscale(visit, multiscale, index));
  const facts = all[0] ?? null;
  if (facts?.largest) checkChannels(visit, facts, facts.largest);
  return facts;
}

async function visitMultiscale(visit: ImageVisit, multiscale: unknown, index: number): Promise<ImageFacts | null> {
  const { node, collector, metadata } = visit;
  const arrays: (ArrayFacts | null)[] = [];
  const datasets = itemsOf(memberOf(multiscale, "datasets"));
  checkListed("levels", datasets.length, node.document);
  for (const [level, dataset] of datasets.entries()) {
    const pointer = `${metadata.pointer}/multiscales/${index}/datasets/${level}/path`;
    arrays.push(await visitLevel(visit, memberOf(dataset, "path"), pointer));
  }
  const { flat } = flatMultiscale(multiscale, node.version);
  if (!Value.Check(multiscaleSchema, flat)) return null;
  const { axes }: Multiscale = flat;
  const levels = flat.datasets.map((dataset, level) => ({ dataset, array: arrays[level] ?? null }));
  checkLevels(axes, levels, collector.at);
  return { document: node.document, axes, levels: levels.length, largest: arrays[0] ?? null };
}

async function visitLevel(visit: ImageVisit, path: unknown, pointer: string): Promise<ArrayFacts | null> {
  const { walk, node, collector } = visit;
  if (!isNodePath(path)) return null;
  const array = await readArray(walk, joinPath(node.path, path), collector);
  if (array === "missing")
    collector.at(node.document)("image/dataset-missing", pointer, `expected an array at '${path}', got nothing`);
  return typeof array === "string" ? null : array;
}

function checkChannels({ node, metadata, collector }: ImageVisit, { axes }: ImageFacts, largest: ArrayFacts): void {
  const channels = memberOf(metadata.content.omero, "channels");
  if (!Array.isArray(channels) || largest.shape.length !== axes.length) return;
  const message = channelMismatch(axes, largest.shape, channels.length);
  const pointer = `${metadata.pointer}/omero/channels`;
  if (message !== null) collector.at(node.document)("omero/channel-count", pointer, message);
}

/** An image with its arrays and label images. */
export async function visitImage(walk: Walk, node: GroupNode, collector: Collector): Promise<ImageFacts | null> {
  walk.visited.images += 1;
  const metadata = metadataOf(node, collector);
  const facts = metadata && (await visitPixels({ walk, node, metadata, collector }));
  const labels = await readGroup(walk, joinPath(node.path, "labels"), collector);
  if (typeof labels === "object") await visitLabels(walk, labels, facts, collector);
  return facts;
}
