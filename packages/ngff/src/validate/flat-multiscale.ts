import type { NgffVersion } from "../model/version.ts";
import { isJsonObject, itemsOf, type JsonObject, memberOf } from "../rules/collect-violations.ts";

/** A multiscale in the form that 0.4 and 0.5 share, and where its parts lie in the document. */
export interface FlatMultiscale {
  readonly flat: unknown;
  /** The pointer into the document for one into `flat`, both from the multiscale on: `/axes/0` → `/coordinateSystems/0/axes/0`. */
  readonly place: (pointer: string) => string;
}

/**
 * In 0.6 axes are those of the coordinate system that the levels lead to (the "intrinsic" one), and the transformation of
 * a level is one: an identity, a scale, or a sequence of scale and translation. Here these are a list, as before. What leads
 * to further coordinate systems is left out. Anything without that form stays as it is, for a validator to find.
 */
export function flatMultiscale(multiscale: unknown, version: NgffVersion): FlatMultiscale {
  if (version !== "0.6" || !isJsonObject(multiscale)) return { flat: multiscale, place: (pointer) => pointer };
  const { coordinateSystems, coordinateTransformations: _, ...rest } = multiscale;
  const system = Math.max(0, itemsOf(coordinateSystems).findIndex(isNamed(intrinsicName(multiscale))));
  const axes = memberOf(itemsOf(coordinateSystems)[system], "axes");
  const rank = itemsOf(axes).length;
  const datasets = itemsOf(multiscale.datasets);
  return {
    flat: { ...rest, axes, datasets: datasets.map((dataset) => flatDataset(dataset, rank)) },
    place: (pointer) =>
      pointer
        .replace(/^\/axes/, `/coordinateSystems/${system}/axes`)
        .replace(/^\/datasets\/(\d+)\/coordinateTransformations\/(\d+)/, (whole, level, index) =>
          isSequence(firstOf(datasets[Number(level)]))
            ? `/datasets/${level}/coordinateTransformations/0/transformations/${index}`
            : whole,
        ),
  };
}

/** The name of the coordinate system that the first level leads to. */
export function intrinsicName(multiscale: unknown): unknown {
  return memberOf(memberOf(firstOf(itemsOf(memberOf(multiscale, "datasets"))[0]), "output"), "name");
}

function isNamed(name: unknown): (system: unknown) => boolean {
  return (system) => memberOf(system, "name") === name;
}

function firstOf(dataset: unknown): unknown {
  return itemsOf(memberOf(dataset, "coordinateTransformations"))[0];
}

function isSequence(transformation: unknown): boolean {
  return memberOf(transformation, "type") === "sequence";
}

function flatDataset(dataset: unknown, rank: number): unknown {
  const list = memberOf(dataset, "coordinateTransformations");
  if (!Array.isArray(list)) return dataset;
  return {
    ...(dataset as JsonObject),
    coordinateTransformations: list.flatMap((one) => flatTransformation(one, rank)),
  };
}

function flatTransformation(transformation: unknown, rank: number): unknown {
  if (isSequence(transformation)) return itemsOf(memberOf(transformation, "transformations"));
  if (memberOf(transformation, "type") !== "identity") return [transformation];
  return [{ type: "scale", scale: Array.from({ length: rank }, () => 1) }];
}
