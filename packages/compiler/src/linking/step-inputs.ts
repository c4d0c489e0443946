import type { InputSource } from "@ohcs/context";
import type { ResolvedCall, ResolvedStep } from "../draft/resolved-step.ts";
import { passesGroups, takesImage } from "../functions/chain-image.ts";

/** The inputs of a step by name: as written, and `image: "previous"` if a required image is not given. */
export function stepInputs(step: ResolvedStep): Readonly<Record<string, InputSource>> {
  const written = step.spec.inputs ?? {};
  if (Object.hasOwn(written, "image")) return written;
  const chains = [...step.chains.values()];
  const isNeeded = passesGroups(step) || chains.some((calls) => takesImage(calls) || lacksAnyImage(calls, written));
  return isNeeded || !step.isComplete ? { image: "previous", ...written } : written;
}

/** Does a call of the chain take any images by wildcard, and is none given for it? */
function lacksAnyImage(calls: readonly ResolvedCall[], written: Readonly<Record<string, InputSource>>): boolean {
  const declared = new Set(calls.flatMap(({ declaration }) => Object.keys(declaration.inputs)));
  const isGiven = Object.keys(written).some((name) => !declared.has(name));
  return (
    !isGiven && calls.some(({ declaration: { inputs } }) => inputs["*"]?.kind === "image" && !inputs["*"].optional)
  );
}
