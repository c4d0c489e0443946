import type { Component, DataKind, Diagnostic, Dtype, PlaneCoordinates, PlaneKey, SourceImage } from "@ohcs/context";
import type { ResolvedStep } from "./resolved-step.ts";

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

/** A step's input with its source. */
export interface LinkedInput {
  readonly name: string;
  readonly source: "images" | "step" | "artifact" | "supplied";
  readonly kind: DataKind;
  /** Index of the linked step; null for source images, artifacts and files. */
  readonly step: number | null;
  /** `image`, `labels:nuclei`, `artifact:field` or the hash of a file; null for source images. */
  readonly output: string | null;
  /** Only this channel of it, or null. */
  readonly channel: string | null;
}

/** A step with its links, as it applies to some wells. */
export interface LinkedStep {
  readonly step: ResolvedStep;
  readonly index: number;
  /** Does it run for these wells? Else it has no inputs. */
  readonly isActive: boolean;
  readonly inputs: readonly LinkedInput[];
  /**
   * Were all inputs found, here and in the steps that they come from? If not, no conclusions are drawn from missing
   * ones.
   */
  readonly isLinked: boolean;
  /** Is it linked, and is every function known, here and in the steps whose labels, tables or JSON it reads? */
  readonly isIntact: boolean;
  /** Pattern key → for each call the step inputs that it takes besides the chain's image. */
  readonly callInputs: ReadonlyMap<string, readonly (readonly string[])[]>;
}

/** Wells of equal structure with their linked steps; these are shared where the same steps apply. */
export interface LinkedStructure extends WellStructure {
  readonly steps: readonly LinkedStep[];
}

/** The selection with every structure linked. */
export interface LinkedSelection extends Omit<PlateSelection, "structures"> {
  readonly structures: readonly LinkedStructure[];
}

/** A selected well with its images, index by index along the layout of its structure. */
export interface SelectedWell {
  readonly well: string;
  readonly images: readonly SourceImage[];
}

/** Wells that have images at the same coordinates and run the same steps: they share everything but their names. */
export interface WellStructure {
  readonly layout: readonly PlaneCoordinates[];
  /** Coordinates where the plate's other images imply one, but there is none. */
  readonly missing: readonly PlaneCoordinates[];
  /** Which steps apply to these wells, by step index. */
  readonly active: readonly boolean[];
  readonly wells: readonly SelectedWell[];
}

/** Size and sample type of the plate's planes. */
export interface TileFacts {
  readonly width: number;
  readonly height: number;
  readonly dtype: Dtype;
}

/** The selected part of the plate. */
export interface PlateSelection {
  /** Selected wells, in plate order. */
  readonly wells: readonly string[];
  /** These and all other wells that reductions of the plate take into account, in plate order. */
  readonly population: readonly string[];
  /** Selected wells that the plate lists but that have no image; in plate order. */
  readonly absent: readonly string[];
  readonly structures: readonly WellStructure[];
  /** Null if no header was read. */
  readonly tile: TileFacts | null;
  readonly findings: readonly Diagnostic[];
}
