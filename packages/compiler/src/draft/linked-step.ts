import type { DataKind } from "@ohcs/context";
import type { PlateSelection, WellStructure } from "./plate-selection.ts";
import type { ResolvedStep } from "./resolved-step.ts";

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
