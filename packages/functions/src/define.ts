import {
  type DefinedFunction,
  defineFunction,
  type FunctionDefinition,
  type InputDeclarations,
  NO_PARAMETERS,
  type Static,
  type TObject,
  type TProperties,
  Type,
  type UsualInputs,
} from "@ohcs/context";
import type { Plane } from "@ohcs/kernels";
import { mapPlanes, stackInput } from "./stack/planes.ts";

/** The module name in references to built-in functions. */
export const MODULE = "@ohcs/functions";

/** A function of this package: what it does not say is as it is in most of them. */
interface Definition<Params extends TObject, Inputs extends InputDeclarations>
  extends Omit<FunctionDefinition<Params, Inputs>, "module" | "version" | "params"> {
  /** @default "1.0.0" */
  readonly version?: string;
  /** Made by {@link parameters}. @default none */
  readonly params?: Params;
  /** In place of `run`, where each plane of the image is computed by itself. */
  readonly ofPlane?: (plane: Plane, params: Static<Params>) => Plane;
}

/** Declares a function of this package; those that compute on planes take arrays that are views of larger ones. */
export function define<const Params extends TObject, const Inputs extends InputDeclarations = UsualInputs>({
  params,
  ofPlane,
  ...rest
}: Definition<Params, Inputs>): DefinedFunction<Params> {
  const run: Definition<Params, Inputs>["run"] =
    ofPlane &&
    ((inputs, values, environment) => ({
      image: mapPlanes(stackInput(inputs), (plane) => ofPlane(plane, values), environment),
    }));
  return defineFunction<Params, Inputs>({
    module: MODULE,
    version: "1.0.0",
    takesViews: rest.scope !== "reduce",
    ...(run && { run }),
    ...rest,
    params: params ?? (NO_PARAMETERS as Params),
  });
}

/** The schema of these parameters and no others. */
export function parameters<const Own extends TProperties>(own: Own) {
  return Type.Object(own, { additionalProperties: false });
}
