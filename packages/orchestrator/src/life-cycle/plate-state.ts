import type { CompiledPlate, Json, PlateManifest, PlateResult, Table } from "@ohcs/context";
import type { PlateRun } from "@ohcs/executor";
import { fail } from "../errors.ts";

/** A compiled plate and what its run needs besides. */
export interface CompiledJob {
  readonly plate: CompiledPlate;
  /** The reductions over plates, for this plate alone; null where the pipeline has none. */
  readonly batch: CompiledPlate | null;
  readonly outputRoot: string;
  /** Supplied tables and JSON by hash. */
  readonly tables: Readonly<Record<string, Table | Json>>;
  /** Module name of a reference → the URL from which workers import it. */
  readonly modules: Readonly<Record<string, string>>;
  /** Bundled user modules by name. */
  readonly userModules: Readonly<Record<string, string>>;
  /** What the well that needs most is expected to hold; null where that cannot be estimated. */
  readonly expectedWellBytes: number | null;
}

/** What is known once a plate is compiled. */
export interface CompiledPlace {
  readonly manifest: PlateManifest;
  readonly job: CompiledJob;
}

/** The state of a plate, with the facts known in it. `failed` is a run without any successful well. */
export type PlateState =
  | { readonly name: "created" }
  | { readonly name: "ready"; readonly manifest: PlateManifest }
  | { readonly name: "compiled"; readonly manifest: PlateManifest; readonly job: CompiledJob }
  | { readonly name: "executing"; readonly manifest: PlateManifest; readonly job: CompiledJob; readonly run: PlateRun }
  | {
      readonly name: PlateEnd;
      readonly manifest: PlateManifest;
      readonly job: CompiledJob;
      readonly result: PlateResult | null;
    };

/** How a run can have ended; the result is null where it could not even begin. */
export type PlateEnd = "completed" | "failed" | "cancelled";

export type PlateStateName = PlateState["name"];

type Among<Name extends PlateStateName> = Extract<PlateState, { readonly name: Name }>;

/** `state`, known to be one of `names`. @throws `TRANSITION_ILLEGAL` */
export function stateAmong<Name extends PlateStateName>(
  state: PlateState,
  action: string,
  ...names: readonly Name[]
): Among<Name> {
  if (isAmong(state, names)) return state;
  const expected = names.map((name) => `'${name}'`).join(" or ");
  throw fail("TRANSITION_ILLEGAL", `Cannot ${action}: expected a plate that is ${expected}, got '${state.name}'`, {
    details: { action, state: state.name, expected: names },
  });
}

function isAmong<Name extends PlateStateName>(state: PlateState, names: readonly Name[]): state is Among<Name> {
  return (names as readonly PlateStateName[]).includes(state.name);
}

/** How the end of a run is called. */
export function endOf({ status }: PlateResult): PlateEnd {
  return status === "complete" || status === "partial" ? "completed" : status;
}
