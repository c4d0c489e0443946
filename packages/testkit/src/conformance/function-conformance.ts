import { canonicalJson, type Json } from "@ohcs/context";
import { expectEqual, nullIfRefused } from "./expectation.ts";
import { type Called, callFunction, completed, inputsOf, takesImages } from "./function/call-function.ts";
import { expectResult } from "./function/expect-result.ts";
import { type AnyFunction, type Scene, SMALL, scenesFor, USUAL } from "./function/function-scene.ts";

/** Options of the suite. */
export interface FunctionConformance {
  /** `test` of any framework: a test fails when its body rejects. */
  readonly test: (name: string, body: () => Promise<void>) => void;
  /** The result of `defineFunction`. */
  readonly defined: AnyFunction;
  /** Values for parameters without a default. @default {} */
  readonly params?: Readonly<Record<string, unknown>>;
}

/**
 * Registers one test for each promise that a function makes: its declaration is data, and it does what it declares,
 * over sizes from 1 × 1, numbers of planes, sample types and the bounds of its parameters. Whether samples stay in the
 * range of the input's type is not tested: storing clips them. For functions that need tables or JSON, and for
 * reductions, only the declaration is tested.
 *
 * ```ts
 * functionConformance({ test, defined: invert });
 * ```
 */
export function functionConformance(subject: FunctionConformance): void {
  declarationTests(subject);
  if (takesImages(subject.defined.declaration)) {
    resultTests(subject);
    boundsTests(subject);
  }
}

function declarationTests({ test, defined, params = {} }: FunctionConformance): void {
  const { declaration } = defined;
  test("its declaration, and a call of it, are data", async () => {
    canonicalJson(declaration as unknown as Json);
    canonicalJson(defined(params as never) as unknown as Json);
    expectEqual(declaration.summary.trim().length > 0, true, "that it has a summary");
  });
  test("every required parameter has a default, and every default lies within its bounds", async () => {
    const values = completed(declaration, params);
    const missing = (declaration.params.required ?? []).filter((name) => values[name] === undefined);
    expectEqual(missing, [], "required parameters without a default");
    for (const [name, schema] of Object.entries(declaration.params.properties)) {
      const { minimum = Number.NEGATIVE_INFINITY, maximum = Number.POSITIVE_INFINITY } = schema;
      const value = values[name];
      const isWithin = typeof value !== "number" || (value >= minimum && value <= maximum);
      expectEqual(isWithin, true, `that '${name}' lies between ${minimum} and ${maximum}`);
    }
  });
}

function resultTests({ test, defined, params = {} }: FunctionConformance): void {
  const { declaration } = defined;
  const values = completed(declaration, params);
  const scenes = scenesFor(declaration, USUAL);
  const calls = new Map<Scene, Promise<Called>>();
  const called = (scene: Scene) => {
    const call = calls.get(scene) ?? callFunction(defined, values, scene);
    calls.set(scene, call);
    return call;
  };
  test("results are what is declared: planes, size, sample type, kinds", async () => {
    for (const scene of scenes) {
      const { main, result } = await called(scene);
      expectResult(declaration, main, result);
    }
  });
  test("planes of one pixel, one row or an odd size give a result, or an OhcsError", async () => {
    for (const scene of scenesFor(declaration, SMALL)) {
      const given = await callFunction(defined, values, scene).catch(nullIfRefused);
      if (given !== null) expectResult(declaration, given.main, given.result);
    }
  });
  test("equal inputs give equal results", async () => {
    for (const scene of scenes) {
      const [one, two] = [await called(scene), await callFunction(defined, values, scene)];
      expectEqual(one.result, two.result, `two results for ${nameOf(scene)}`);
    }
  });
  test("landmine 26: it does not write to its inputs", async () => {
    for (const scene of scenes) {
      const { inputs } = await called(scene);
      expectEqual(inputs, inputsOf(declaration, scene), `the inputs of ${nameOf(scene)} afterwards`);
    }
  });
}

function boundsTests({ test, defined, params = {} }: FunctionConformance): void {
  const { declaration } = defined;
  const values = completed(declaration, params);
  for (const [name, schema] of Object.entries(declaration.params.properties))
    for (const bound of ["minimum", "maximum"] as const)
      if (typeof schema[bound] === "number")
        test(`'${name}' at its ${bound} gives a result, or an OhcsError`, async () => {
          for (const scene of scenesFor(declaration, USUAL.slice(0, 1))) {
            const changed = { ...values, [name]: schema[bound] };
            const called = await callFunction(defined, changed, scene).catch(nullIfRefused);
            if (called !== null) expectResult(declaration, called.main, called.result);
          }
        });
}

function nameOf({ planes, height, width, dtype }: Scene): string {
  return `${planes} × ${height} × ${width} ${dtype}`;
}
