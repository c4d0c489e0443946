/** How the self-test of an adapter ended. */
export interface SelfTestResult {
  /** Did the adapter compute the expected results? Only then is it usable. */
  readonly passed: boolean;
  /** Time of the test in ms, opening the device included; null where it did not end. */
  readonly ms: number | null;
  /** The error; null if it passed. */
  readonly message: string | null;
}

/** Facts and self-test of one adapter, independent of who probes it. */
export interface AdapterFacts {
  readonly vendor: string;
  readonly architecture: string;
  readonly description: string;
  /** Is it a program on the CPU? Such adapters are never preferred over the CPU's own code. */
  readonly software: boolean;
  readonly subgroupSizes: { readonly min: number; readonly max: number } | null;
  /** Sorted. */
  readonly features: readonly string[];
  /** Every limit by its name in WebGPU, sorted; bytes or counts. */
  readonly limits: Readonly<Record<string, number>>;
  readonly selfTest: SelfTestResult;
}

/** An adapter as plain JSON: its name, its capabilities, and its self-test. */
export interface AdapterRecord extends AdapterFacts {
  /** Derived from the name, so that every run on a machine gives the same adapter the same id. */
  readonly id: string;
  readonly name: string;
  readonly backend: string;
  /** How many boards of this name there are; only the first can be reached. */
  readonly copies: number;
}

/** The facts of an adapter that could not be opened or did not answer. */
export function failedFacts(message: string): AdapterFacts {
  return {
    vendor: "",
    architecture: "",
    description: "",
    software: false,
    subgroupSizes: null,
    features: [],
    limits: {},
    selfTest: { passed: false, ms: null, message },
  };
}
