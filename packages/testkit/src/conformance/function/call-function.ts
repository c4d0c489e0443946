import type { FunctionDeclaration, FunctionInputs, FunctionResult, ImageStack } from "@ohcs/context";
import { type AnyFunction, drawLabels, drawScene, type Scene } from "./function-scene.ts";

type Parameters = Readonly<Record<string, unknown>>;

export interface Called {
  readonly inputs: Readonly<Record<string, ImageStack>>;
  readonly main: ImageStack;
  readonly result: FunctionResult;
}

/** Can the suite make all required inputs of the function? It draws images and labels. */
export function takesImages({ scope, inputs }: FunctionDeclaration): boolean {
  const required = Object.values(inputs).filter(({ optional = false }) => !optional);
  return scope === "well" && required.length > 0 && required.every(({ kind }) => kind === "image" || kind === "labels");
}

/** Calls the function with a scene, as a worker does. */
export async function callFunction(
  { declaration, run }: AnyFunction,
  params: Parameters,
  scene: Scene,
): Promise<Called> {
  const inputs = inputsOf(declaration, scene);
  const result = await run(inputs as FunctionInputs, params as never, {
    calibration: { pixelSizeUm: 0.5 },
    key: { site: 1, channel: "1", zIndex: 1, timepoint: 1 },
    grid: { rows: 1, columns: scene.planes },
    signal: new AbortController().signal,
    contributors: [],
  });
  return { inputs, main: mainOf(inputs), result };
}

/** The required inputs; `*` stands for any name. */
export function inputsOf({ inputs, over }: FunctionDeclaration, scene: Scene): Record<string, ImageStack> {
  const axis = over[0] ?? null;
  const required = Object.entries(inputs).filter(([, { optional = false }]) => !optional);
  return Object.fromEntries(
    required.map(([name, { kind }]) => [name, kind === "labels" ? drawLabels(scene, axis) : drawScene(scene, axis)]),
  );
}

export function completed({ params }: FunctionDeclaration, given: Parameters): Parameters {
  const defaults = Object.entries(params.properties).flatMap(([name, schema]) =>
    schema.default === undefined ? [] : [[name, schema.default]],
  );
  return { ...Object.fromEntries(defaults), ...given };
}

function mainOf(inputs: Readonly<Record<string, ImageStack>>): ImageStack {
  const main = inputs.image ?? Object.values(inputs)[0];
  if (main === undefined) throw new TypeError("the function takes no image");
  return main;
}
