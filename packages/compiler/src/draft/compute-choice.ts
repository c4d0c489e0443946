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
