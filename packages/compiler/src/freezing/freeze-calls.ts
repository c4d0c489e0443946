import { CallPlan, type Dtype, dtypeLimits, type FieldsOf, freezeValue, frozenFromJson } from "@ohcs/context";
import { Map as ImmutableMap, List } from "immutable";
import { chainHistory, type HistoricCall, imageHistory, mainInput } from "../contracts/image-history.ts";
import type { MaterializedStep } from "../draft/materialized-step.ts";
import { ON_CPU, type ResolvedCall } from "../draft/resolved-step.ts";
import type { LinkedStep } from "../draft/selection.ts";
import { fuseCalls } from "./fuse-calls.ts";

/** Sample types whose largest value a camera reaches, and that float32 represents exactly. */
const OF_CAMERAS: readonly (Dtype | null)[] = ["uint8", "uint16"];

/** A call: which of which chain of a step. */
interface CallPlace {
  readonly step: LinkedStep;
  readonly key: string;
  readonly index: number;
}

/**
 * The value of saturated pixels in each image input of a call: the largest of the source's sample type. Omits images
 * whose values are not those of the source, either pixel by pixel or selected from them (such as a maximum over z).
 */
function saturationOf(
  { step, key, index }: CallPlace,
  steps: readonly LinkedStep[],
  source: Dtype | null,
): ReadonlyMap<string, number> {
  if (source === null || !OF_CAMERAS.includes(source)) return new Map();
  const [, largest] = dtypeLimits(source);
  const calls = step.step.chains.get(key) ?? [];
  const named = step.callInputs.get(key)?.[index] ?? [];
  const images = step.inputs.filter(({ name, kind }) => kind === "image" && named.includes(name));
  const names = images.filter((link) => imageHistory(link, steps).every(keepsValues)).map(({ name }) => name);
  const takesMain = calls[index]?.declaration.inputs.image !== undefined && mainInput(step)?.kind === "image";
  const before = chainHistory(step, calls.slice(0, index), steps);
  if (takesMain && before.every(keepsValues)) names.push("image");
  return new Map([...new Set(names)].map((name) => [name, largest]));
}

/** Are the values that it returns a selection of those of its image only? */
function keepsValues({ call: { declaration } }: HistoricCall): boolean {
  const { inputs, exact, intensity } = declaration;
  const images = Object.keys(inputs).filter((name) => inputs[name]?.kind === "image");
  return exact && intensity === "preserves" && images.length === 1 && inputs.image?.kind === "image";
}

/** What chains depend on besides their steps. */
interface ChainSettings {
  /** The sample type of the plate's images; null where it is not known. */
  readonly source: Dtype | null;
  /** Do functions of single pixels that follow each other become one call? */
  readonly fusion: boolean;
}

/** The chains of a step by pattern key; pass-through is not a chain. */
export function freezeChains(
  materialized: MaterializedStep,
  steps: readonly LinkedStep[],
  { source, fusion }: ChainSettings,
): ImmutableMap<string, List<CallPlan>> {
  const { step, callInputs, types, choices } = materialized;
  const chains = [...step.chains].filter(([, calls]) => calls.length > 0);
  return ImmutableMap(
    chains.map(([key, calls]) => {
      const emitted = step.emissions.flatMap(({ name, sources }) => {
        const source = sources.get(key);
        return source === undefined ? [] : [{ ...source, name }];
      });
      const plans = calls.map((call, i) => {
        const outputs = emitted.filter((one) => one.call === i).map(({ output, name }) => [output, name] as const);
        const { memory, fallback, reason } = choices.get(key)?.[i] ?? ON_CPU;
        const takes = types.get(key)?.takes[i] ?? null;
        const named = callInputs.get(key)?.[i] ?? [];
        const saturated = saturationOf({ step: materialized, key, index: i }, steps, source);
        const saturation = freezeValue(ImmutableMap(saturated), "saturation");
        const place = { memory, fallback, reason, takes, saturation };
        return { plan: freezeCall(call, named, new Map(outputs), place), declaration: call.declaration };
      });
      return [key, List(fusion ? fuseCalls(plans) : plans.map(({ plan }) => plan))];
    }),
  );
}

/** One call: which step inputs it takes, under which names its outputs are known, and where and on what it computes. */
export function freezeCall(
  { reference, declaration, parameters }: ResolvedCall,
  inputs: readonly string[],
  outputs: ReadonlyMap<string, string>,
  place: Partial<Pick<FieldsOf<CallPlan>, "memory" | "fallback" | "reason" | "takes" | "saturation">> = {},
): CallPlan {
  const { module, export: name, version, ...origin } = reference;
  return new CallPlan({
    module,
    export: name,
    version,
    origin: freezeValue(ImmutableMap<string, string>(Object.entries(origin)), "origin"),
    contract: declaration.contract,
    ...place,
    inputs: List(inputs),
    outputs: freezeValue(ImmutableMap(outputs), "outputs"),
    with: frozenFromJson(parameters, "with") as ImmutableMap<string, unknown>,
  });
}
