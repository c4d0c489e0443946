import { type Static, type TObject, Type } from "@sinclair/typebox";
import type { Json } from "../contexts/json.ts";
import { fail } from "../errors.ts";
import type { Fold } from "./fold.ts";
import type { FunctionDeclaration } from "./function-declaration.ts";
import type { FunctionImplementation } from "./function-implementation.ts";
import type { FunctionCall } from "./function-reference.ts";

const brand = Symbol.for("@ohcs/function");

/** A declaration as its author writes it: what is left out has the usual value. */
export interface FunctionDefinition<Params extends TObject>
  extends Partial<Omit<FunctionDeclaration, "specVersion" | "name" | "params">> {
  readonly name: string;
  readonly version: string;
  readonly summary: string;
  readonly params: Params;
  /** The module that exports the function: a bare specifier. User modules leave it out: it is known when they are loaded. */
  readonly module?: string;
  readonly run: FunctionImplementation<Static<Params>>;
  readonly fold?: Fold<Static<Params>>;
}

/** Parameters as the user writes them: every one with a default may be left out, lengths may be `{ um }`. */
export type CallParameters<Params extends TObject> = {
  readonly [Key in keyof Static<Params>]?: Static<Params>[Key] | { readonly um: number };
};

/** A function of the catalogue: called, it makes a call *as data*; it carries its declaration and implementation. */
export interface DefinedFunction<Params extends TObject = TObject> {
  (parameters?: CallParameters<Params>): FunctionCall;
  readonly declaration: FunctionDeclaration;
  readonly module: string | null;
  readonly run: FunctionImplementation<Static<Params>>;
  /** Of folds, see `defineFold`; null of all others. */
  readonly fold: Fold<Static<Params>> | null;
}

const usual = {
  memory: "cpu",
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
  memoryFactor: 2,
  citation: "",
} as const;

/**
 * Declares an image function and binds its implementation.
 *
 * @throws `DECLARATION_INVALID` where name, version or a stacking component is missing
 */
export function defineFunction<const Params extends TObject>(
  definition: FunctionDefinition<Params>,
): DefinedFunction<Params> {
  const { run, module = null, fold = null, ...rest } = definition;
  const declaration: FunctionDeclaration = Object.freeze({ specVersion: 1, ...usual, ...rest });
  checkDeclaration(declaration);
  const use = module === null ? declaration.name : { module, export: declaration.name, version: declaration.version };
  const call = (parameters: CallParameters<Params> = {}): FunctionCall => ({
    use,
    with: parameters as Readonly<Record<string, Json>>,
  });
  return Object.assign(call, { declaration, module, run, fold, [brand]: true as const });
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
      `Cannot define function '${name}': expected 'over' to name what it stacks, got none`,
    );
}
