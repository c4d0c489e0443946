import type {
  DataKind,
  DiagnosticPlace,
  Dtype,
  FunctionDeclaration,
  GpuPolicy,
  Json,
  MissingPolicy,
  ModuleReference,
  ReductionSpec,
  StepSpec,
  UnlistedPolicy,
} from "@ohcs/context";

/** Where one call of a chain computes in some wells, and why. */
export interface ComputeChoice {
  readonly memory: "cpu" | "webgpu";
  /** May it run on the CPU instead if its GPU fails? */
  readonly fallback: boolean;
  /** Null for calls without GPU code. */
  readonly reason: string | null;
  /** Most bytes that it holds on its GPU at a time. */
  readonly peakBytes: number;
}

/** A call without code for a GPU. */
export const ON_CPU: ComputeChoice = Object.freeze({ memory: "cpu", fallback: false, reason: null, peakBytes: 0 });

/** A step's place in the pipeline as it was written, disabled steps counted. */
export type StepPlace = NonNullable<DiagnosticPlace["step"]>;

/** A call with its function and complete parameters. */
export interface ResolvedCall {
  readonly reference: ModuleReference;
  readonly declaration: FunctionDeclaration;
  readonly parameters: Readonly<Record<string, Json>>;
  /** Those that were given in µm: they have become px of the plate's images. */
  readonly inUm: readonly string[];
}

/** The key of the only chain where the pattern is no dictionary. */
export const ANY_KEY = "*";

/** A named output of a step. */
export interface Emission {
  /** `labels:nuclei`, `image:heights` */
  readonly name: string;
  readonly kind: DataKind;
  /** The sample type of an image, or of one in colours; null for all else. */
  readonly dtype: Dtype | null;
  /** Pattern key → which call of that chain makes it, under which name of its own. */
  readonly sources: ReadonlyMap<string, { readonly call: number; readonly output: string }>;
}

/** An enabled step with its functions. */
export interface ResolvedStep {
  readonly place: StepPlace;
  readonly spec: StepSpec;
  /** Chains by pattern key; {@link ANY_KEY} where the pattern is no dictionary. */
  readonly chains: ReadonlyMap<string, readonly ResolvedCall[]>;
  readonly isDictionary: boolean;
  readonly emissions: readonly Emission[];
  /** Is every function known? If not, problems that depend on unknown ones are not reported. */
  readonly isComplete: boolean;
  readonly onMissing: MissingPolicy;
  readonly unlisted: UnlistedPolicy;
  readonly gpu: GpuPolicy;
  readonly timeoutS: number | null;
  readonly retries: number;
}

/** An output of a reduction for others. */
export interface ReductionEmission {
  /** `artifact:illumination`, or `table:controls` for a file of the plate. */
  readonly name: string;
  readonly kind: "table" | "json";
  /** Which call makes it, under which name of its own. */
  readonly call: number;
  readonly own: string;
}

/** An enabled reduction with its functions. */
export interface ResolvedReduction {
  readonly place: StepPlace;
  readonly spec: ReductionSpec;
  readonly calls: readonly ResolvedCall[];
  readonly emitted: readonly ReductionEmission[];
  readonly isComplete: boolean;
}
