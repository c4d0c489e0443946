import { Value } from "@sinclair/typebox/value";
import { type Multiscale, multiscaleSchema } from "../model/multiscale.ts";
import { type Collector, isNodePath, itemsOf, joinPath, memberOf } from "../rules/collect-violations.ts";
import { checkMetadata } from "../validate/check-metadata.ts";
import { flatMultiscale } from "../validate/flat-multiscale.ts";
import type { OpenMetadata } from "../validate/open-metadata.ts";
import type { ArrayFacts, ImageFacts } from "./array-facts.ts";
import { channelMismatch } from "./channel-count.ts";
import { checkLevels } from "./check-levels.ts";
import { checkListed } from "./check-listed.ts";
import { readArray } from "./read-array.ts";
import type { GroupNode } from "./read-group.ts";
import type { Walk } from "./walk.ts";

/** An image or label image that is being visited. */
interface ImageVisit {
  readonly walk: Walk;
  readonly node: GroupNode;
  readonly metadata: OpenMetadata;
  readonly collector: Collector;
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
