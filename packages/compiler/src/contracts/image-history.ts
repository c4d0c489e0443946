import type { ResolvedCall, StepPlace } from "../draft/resolved-step.ts";
import type { LinkedInput, LinkedStep } from "../draft/selection.ts";

/** A call that contributed to an image, and its step. */
export interface HistoricCall {
  readonly place: StepPlace;
  readonly call: ResolvedCall;
}

/** Every call between the source plate and the value of `link`, the earliest first. */
export function imageHistory(link: LinkedInput, steps: readonly LinkedStep[]): readonly HistoricCall[] {
  const made = link.step === null ? undefined : steps[link.step];
  if (made === undefined) return [];
  const named = link.kind === "image" ? made.step.emissions.find(({ name }) => name === link.output) : undefined;
  if (named === undefined) return chainsOf(made, link).flatMap((calls) => chainHistory(made, calls, steps));
  // A named image is not that of its chain, which goes on without it.
  return [...named.sources].flatMap(([key, { call }]) => {
    const calls = made.step.chains.get(key) ?? [];
    const maker = calls.slice(call, call + 1).map((one) => ({ place: made.step.place, call: one }));
    return [...chainHistory(made, calls.slice(0, call), steps), ...maker];
  });
}

/** The history of the image after `calls` of a chain, including that of its input. */
export function chainHistory(
  made: LinkedStep,
  calls: readonly ResolvedCall[],
  steps: readonly LinkedStep[],
): readonly HistoricCall[] {
  const main = mainInput(made);
  const before = main === undefined ? [] : imageHistory(main, steps);
  const own = calls.filter(({ declaration }) => declaration.returnsImage);
  return [...before, ...own.map((call) => ({ place: made.step.place, call }))];
}

/** The input image of a step's chains; undefined if they begin without an image. */
export function mainInput({ inputs }: LinkedStep): LinkedInput | undefined {
  return inputs.find(({ name }) => name === "image") ?? inputs.find(({ kind }) => kind === "image");
}

/** The chains that the link's images went through: only that of its channel if the dictionary is by channel. */
function chainsOf({ step }: LinkedStep, { channel }: LinkedInput): readonly (readonly ResolvedCall[])[] {
  const { chains, isDictionary, spec } = step;
  if (!isDictionary || channel === null || (spec.groupBy ?? "channel") !== "channel") return [...chains.values()];
  return [chains.get(channel) ?? []];
}
