import { type Static, type TObject, Type } from "@sinclair/typebox";
import type { Json } from "../contexts/json.ts";
import { fail } from "../errors.ts";
import type { GpuImageStack, GpuImplementation } from "../gpu/gpu-implementation.ts";
import type { GpuNeeds } from "../gpu/gpu-needs.ts";
import type { DeclaredInputs, InputDeclarations, UsualInputs } from "./declared-inputs.ts";
import type { Fold } from "./fold.ts";
import type { FunctionDeclaration } from "./function-declaration.ts";
import type { FunctionImplementation } from "./function-implementation.ts";
import type { FunctionCall } from "./function-reference.ts";

const brand = Symbol.for("@ohcs/function");

/** A declaration as its author writes it: omitted fields have their defaults. */
export interface FunctionDefinition<Params extends TObject, Inputs extends InputDeclarations = UsualInputs>
  extends Partial<Omit<FunctionDeclaration, "specVersion" | "name" | "params" | "inputs" | "gpu">> {
  readonly name: string;
  readonly version: string;
  readonly summary: string;
  readonly params: Params;
  /** What the code receives, with the types that follow from it. @default the image alone */
  readonly inputs?: Inputs;
  /**
   * The module that exports the function: a bare specifier. Omitted in user modules, for which it is set when they are
   * loaded.
   */
  readonly module?: string;
  /** Omitted only in functions with `memory: "webgpu"`. */
  readonly run?: FunctionImplementation<Static<Params>, DeclaredInputs<Inputs>>;
  readonly fold?: Fold<Static<Params>>;
  /** Code for a GPU; with `run` beside it, a twin that gives the same (within 1e-5, exact in integers). */
  readonly gpu?: GpuDefinition<Static<Params>, Inputs>;
}

/**
 * A function's code for a GPU, and what it needs there. Defaults: no features, WebGPU's default limits, images of
 * uint8, uint16 or float32, all parameters, twice its images and four planes.
 */
export interface GpuDefinition<Params, Inputs extends InputDeclarations = InputDeclarations> extends Partial<GpuNeeds> {
  readonly run: GpuImplementation<Params, DeclaredInputs<Inputs, GpuImageStack>>;
}

/** Parameters as the user writes them: those with a default may be omitted, lengths may be `{ um }`. */
export type CallParameters<Params extends TObject> = {
  readonly [Key in keyof Static<Params>]?: Static<Params>[Key] | { readonly um: number };
};

/** A function of the catalogue: called, it makes a call *as data*; it carries its declaration and implementation. */
export interface DefinedFunction<Params extends TObject = TObject> {
  (parameters?: CallParameters<Params>): FunctionCall;
  readonly declaration: FunctionDeclaration;
  readonly module: string | null;
  /** Throws `FUNCTION_NEEDS_GPU` for functions without CPU code. */
  readonly run: FunctionImplementation<Static<Params>>;
  readonly runOnGpu: GpuImplementation<Static<Params>> | null;
  /** Set for folds, see `defineFold`; null for all others. */
  readonly fold: Fold<Static<Params>> | null;
}

const usual = {
  memory: "cpu",
  gpu: null,
  contract: "2d",
  returnsImage: true,
  inputs: { image: { kind: "image" } },
  outputs: {},
  over: [],
  scope: "well",
  reduction: "collect",
  intensity: "filters",
  geometry: "same",
  measures: [],
  dtype: "preserve",
  accepts: null,
  exact: false,
  takesViews: false,
  fusesInto: null,
  needsTilePlaces: false,
  addsUpWells: false,
  memoryFactor: 2,
  citation: "",
} as const;

const usualNeeds: GpuNeeds = {
  features: [],
  limits: {},
  accepts: ["uint8", "uint16", "float32"],
  params: null,
  bands: false,
  halo: 0,
  memoryFactor: 2,
  workPlanes: 4,
};

/**
 * Declares an image function and binds its implementation.
 *
 * @throws `DECLARATION_INVALID` where name, version or a stacking component is missing
 */
export function defineFunction<const Params extends TObject, const Inputs extends InputDeclarations = UsualInputs>(
  definition: FunctionDefinition<Params, Inputs>,
): DefinedFunction<Params> {
  const { run, module = null, fold = null, gpu = null, ...rest } = definition;
  const declaration: FunctionDeclaration = Object.freeze({ specVersion: 1, ...usual, ...rest, gpu: needsOf(gpu) });
  checkDeclaration(declaration);
  checkCode(declaration, run !== undefined);
  checkHalo(declaration);
  const use = module === null ? declaration.name : { module, export: declaration.name, version: declaration.version };
  const call = (parameters: CallParameters<Params> = {}): FunctionCall => ({
    use,
    with: parameters as Readonly<Record<string, Json>>,
  });
  // The caller has linked the declared inputs: from here on any inputs are possible.
  const code = { run: run ?? needsGpu(declaration.name), runOnGpu: gpu?.run ?? null, fold } as Pick<
    DefinedFunction<Params>,
    "run" | "runOnGpu" | "fold"
  >;
  return Object.assign(call, { declaration, module, ...code, [brand]: true as const });
}

/** Is `value` something that `defineFunction` made (in this or another copy of the package)? */
export function isDefinedFunction(value: unknown): value is DefinedFunction {
  return typeof value === "function" && brand in value;
}

/** The schema of a function without parameters. */
export const NO_PARAMETERS: TObject = Type.Object({}, { additionalProperties: false });

function checkDeclaration({ name, version, contract, over }: FunctionDeclaration): void {
  if (!/^[A-Za-z][A-Za-z0-9]*$/.test(name))
    throw fail("DECLARATION_INVALID", `Cannot define function: expected a name in camelCase, got '${name}'`);
  if (!/^\d+\.\d+\.\d+$/.test(version))
    throw fail(
      "DECLARATION_INVALID",
      `Cannot define function '${name}': expected a version like '1.0.0', got '${version}'`,
    );
  if (contract !== "2d" && over.length === 0)
    throw fail(
      "DECLARATION_INVALID",
      `Cannot define function '${name}': 'over' must name the components that it stacks`,
    );
}

function needsOf(gpu: (Partial<GpuNeeds> & { readonly run: unknown }) | null): GpuNeeds | null {
  if (gpu === null) return null;
  const { run: _, ...needs } = gpu;
  return Object.freeze({ ...usualNeeds, ...needs });
}

function checkCode({ name, memory, gpu }: FunctionDeclaration, runsOnCpu: boolean): void {
  if (memory === "webgpu" && (gpu === null || runsOnCpu))
    throw fail(
      "DECLARATION_INVALID",
      `Cannot define function '${name}': memory 'webgpu' takes 'gpu' and no 'run'; omit 'memory' to give both`,
    );
  if (memory === "cpu" && !runsOnCpu)
    throw fail("DECLARATION_INVALID", `Cannot define function '${name}': it needs 'run', or memory 'webgpu' and 'gpu'`);
}

function checkHalo({ name, params, gpu }: FunctionDeclaration): void {
  const { halo = 0 } = gpu ?? {};
  const { parameter, times, plus } = typeof halo === "number" ? { parameter: null, times: 0, plus: halo } : halo;
  const isKnown = parameter === null || Object.hasOwn(params.properties, parameter);
  const isSound = [times, plus].every((rows) => rows >= 0 && rows < Number.POSITIVE_INFINITY);
  if (isKnown && isSound) return;
  const expected = "'halo' to be rows from 0 on, or so many for each px of one of its parameters";
  throw fail(
    "DECLARATION_INVALID",
    `Cannot define function '${name}': expected ${expected}, got ${JSON.stringify(halo)}`,
  );
}

function needsGpu(name: string): () => never {
  return () => {
    throw fail("FUNCTION_NEEDS_GPU", `Cannot run '${name}' on the CPU: it has code for a GPU only`);
  };
}
