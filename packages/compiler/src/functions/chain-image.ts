import type { ResolvedCall, ResolvedStep } from "../draft/resolved-step.ts";

/** Does a chain return an image, that is, does its last call return one? An empty chain passes its image on. */
export function returnsImage(calls: readonly ResolvedCall[]): boolean {
  return calls.at(-1)?.declaration.returnsImage ?? true;
}

/** Does a chain start from the step's `image`: is an image needed before any call has returned one? */
export function takesImage(calls: readonly ResolvedCall[]): boolean {
  const first = calls.findIndex(({ declaration }) => declaration.returnsImage);
  const before = first < 0 ? calls : calls.slice(0, first + 1);
  return calls.length === 0 || before.some(({ declaration }) => asksForImage(declaration));
}

function asksForImage({ inputs }: ResolvedCall["declaration"]): boolean {
  return inputs.image !== undefined && inputs.image.optional !== true;
}

/** May some groups pass through the step unchanged? */
export function passesGroups({ isDictionary, unlisted, chains }: ResolvedStep): boolean {
  return (isDictionary && unlisted === "pass") || [...chains.values()].some((calls) => calls.length === 0);
}

/** Has the step an image output? */
export function stepReturnsImage(step: ResolvedStep): boolean {
  return passesGroups(step) || [...step.chains.values()].some(returnsImage);
}
