import type { Dtype } from "@ohcs/context";
import type { ResolvedCall } from "../draft/resolved-step.ts";
import type { LinkedStep } from "../draft/selection.ts";
import type { Finding } from "../findings/findings.ts";
import { acceptedBy, type ChainTypes, chainTypes, drawChain } from "./chain-types.ts";
import { mainInput } from "./image-history.ts";

/** The chains of a step by pattern key, with the sample types of their images. */
export type StepTypes = ReadonlyMap<string, ChainTypes>;

/** Follows the images of every step, in order: `from` is the source's sample type. */
export function stepTypes(steps: readonly LinkedStep[], from: Dtype | null): readonly StepTypes[] {
  const known: StepTypes[] = [];
  for (const linked of steps) {
    const arriving = arrivingAt(linked, { steps, known, from });
    known.push(new Map([...linked.step.chains].map(([key, calls]) => [key, chainTypes(calls, arriving)])));
  }
  return known;
}

/** What is known of the steps before one. */
interface Before {
  readonly steps: readonly LinkedStep[];
  readonly known: readonly StepTypes[];
  readonly from: Dtype | null;
}

/** The common type, if all chains that may have made the image agree. */
function arrivingAt(step: LinkedStep, { steps, known, from }: Before): Dtype | null {
  const main = mainInput(step);
  if (main === undefined) return null;
  if (main.kind === "labels") return "uint32";
  if (main.step === null) return from;
  if (main.output !== "image")
    return steps[main.step]?.step.emissions.find(({ name }) => name === main.output)?.dtype ?? null;
  const types = new Set([...(known[main.step]?.values() ?? [])].map(({ gives }) => gives));
  const [only = null] = types;
  return types.size === 1 ? only : null;
}

/** Chains of a step that are impossible: a function accepts no type to which its image can be converted. */
export function impossibleChains({ step, isActive, isIntact }: LinkedStep, types: StepTypes): readonly Finding[] {
  if (!isActive || !isIntact) return [];
  return [...step.chains].flatMap(([key, calls]) => {
    const chain = types.get(key);
    const call = chain?.impossible == null ? undefined : calls[chain.impossible];
    return chain === undefined || call === undefined ? [] : [impossible(step.place, call, drawChain(calls, chain))];
  });
}

function impossible(step: LinkedStep["step"]["place"], { declaration }: ResolvedCall, drawn: string): Finding {
  const accepted = acceptedBy(declaration) ?? [];
  const expected = accepted.length === 0 ? "images that fit on a GPU" : `images of ${accepted.join(" or ")}`;
  return {
    code: "CONVERSION_IMPOSSIBLE",
    message: `Cannot run step '${step.name}' as ${drawn}: it needs ${expected}`,
    where: { step, function: declaration.name },
    expected,
    got: drawn,
    hint: "There is no lossless conversion: put a function in front that returns such images",
  };
}
