import { type ComputeChoice, ON_CPU } from "../draft/compute-choice.ts";
import type { MaterializedStep } from "../draft/materialized-step.ts";
import type { CallNeed } from "./call-need.ts";
import type { GpuChoice } from "./explain-choice.ts";

/** The step with what was chosen for its calls; `choices` in the order of `needs`. */
export function withChoices(
  step: MaterializedStep,
  needs: readonly CallNeed[],
  choices: readonly GpuChoice[],
): MaterializedStep {
  const own = needs.flatMap((need, i) => (need.step === step.index ? [{ need, choice: choices[i] }] : []));
  if (own.length === 0) return step;
  const chains = [...step.step.chains].map(([key, calls]) => {
    const made = calls.map((_, call) => {
      const found = own.find(({ need }) => need.key === key && need.call === call);
      return found?.choice === undefined ? ON_CPU : computeChoice(found.need, found.choice);
    });
    return [key, made] as const;
  });
  return { ...step, choices: new Map(chains) };
}

function computeChoice({ policy, hasCpuTwin, peakBytes }: CallNeed, { memory, reason }: GpuChoice): ComputeChoice {
  if (memory === "cpu") return { ...ON_CPU, reason };
  return { memory, reason, fallback: policy === "prefer" && hasCpuTwin, peakBytes };
}
