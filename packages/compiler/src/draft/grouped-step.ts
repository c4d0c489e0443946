import type { Component, Diagnostic, PlaneKey } from "@ohcs/context";
import type { LinkedSelection, LinkedStep, LinkedStructure } from "./linked-step.ts";

/** One application of a step's chain. */
export interface ItemGroup {
  readonly coordinates: PlaneKey;
  /** Key of the chain that applies; null passes the images through. */
  readonly pattern: string | null;
  /** Input name → indexes at the input's source, in stack order; those of missing planes lie beyond the layout. */
  readonly inputs: ReadonlyMap<string, readonly number[]>;
  /** The pass in which it is computed, if a pipeline has sequential components; else 0. */
  readonly pass: number;
  /** The coordinates of each produced image. */
  readonly images: readonly PlaneKey[];
}

/** A step with its groups. */
export interface GroupedStep extends LinkedStep {
  readonly stacked: readonly Component[];
  readonly groups: readonly ItemGroup[];
}

/** The source planes that a set of steps reads. */
export interface PlanesRead {
  /** Indexes of the images in the layout, ascending. */
  readonly used: readonly number[];
  /** Indexes, beyond the layout, of the missing planes that are filled: by coordinates, independent of other wells. */
  readonly filled: readonly number[];
}

/** Wells of equal structure with all their groups. */
export interface GroupedStructure extends LinkedStructure, PlanesRead {
  readonly steps: readonly GroupedStep[];
}

export interface GroupedSelection extends Omit<LinkedSelection, "structures"> {
  readonly structures: readonly GroupedStructure[];
  readonly findings: readonly Diagnostic[];
}
