import {
  type DefinedFunction,
  defineFunction,
  type FunctionDefinition,
  type FunctionImplementation,
  type InputDeclarations,
  NO_PARAMETERS,
  type Static,
  type TObject,
  type TProperties,
  Type,
  type UsualInputs,
} from "@ohcs/context";
import { type Labels, type Plane, withResultsIn } from "@ohcs/kernels";
import { labelPlane, labelStack, mapPlanes, stackInput } from "./stack/planes.ts";

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
  /** In place of `run`, `inputs` and `outputs`, where labels become other labels. */
  readonly ofLabels?: (labels: Labels, params: Static<Params>) => Labels;
}

const LABELS = { labels: { kind: "labels" } } as const;

/**
 * Declares a function of this package. Those that compute on planes take arrays that are views of larger ones; those that name
 * outputs return no image beside them.
 */
export function define<const Params extends TObject, const Inputs extends InputDeclarations = UsualInputs>({
  params = NO_PARAMETERS as Params,
  ofPlane,
  ofLabels,
  ...rest
}: Definition<Params, Inputs>): DefinedFunction<Params> {
  const defined = {
    module: MODULE,
    version: "1.0.0",
    takesViews: rest.scope !== "reduce",
    ...(ofPlane && { run: planeByPlane(ofPlane) }),
    ...(ofLabels && { inputs: LABELS, outputs: LABELS, run: labelsToLabels(ofLabels) }),
    ...rest,
    params,
  };
  const returnsImage = Object.keys(defined.outputs ?? {}).length === 0;
  return defineFunction<Params, Inputs>({ returnsImage, ...defined } as FunctionDefinition<Params, Inputs>);
}

function planeByPlane<Params>(compute: (plane: Plane, params: Params) => Plane): FunctionImplementation<Params> {
  return (inputs, values, environment) => ({
    image: mapPlanes(stackInput(inputs), (plane) => compute(plane, values), environment),
  });
}

function labelsToLabels<Params>(compute: (labels: Labels, params: Params) => Labels): FunctionImplementation<Params> {
  return (inputs, values, { allocate }) => {
    const labels = withResultsIn(allocate, () => compute(labelPlane(inputs, "labels"), values));
    return { outputs: { labels: labelStack(labels, stackInput(inputs, "labels")) } };
  };
}

/** The schema of these parameters and no others. */
export function parameters<const Own extends TProperties>(own: Own) {
  return Type.Object(own, { additionalProperties: false });
}
