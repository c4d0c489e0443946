import type { Finding } from "../findings/findings.ts";
import { groupByKey } from "../items/group-by-key.ts";
import type { GpuRefusal } from "./assign-wells.ts";
import type { CallNeed } from "./call-need.ts";

/** Calls that cannot run anywhere: one finding for each cause. The lack of any GPU is one cause for all calls. */
export function refusedCalls(refusals: readonly GpuRefusal<CallNeed>[]): readonly Finding[] {
  const causes = groupByKey(refusals, ({ reason }) => reason);
  return [...causes.values()].flatMap(([first, ...others]) => (first === undefined ? [] : refused(first, others)));
}

function refused(first: GpuRefusal<CallNeed>, others: readonly GpuRefusal<CallNeed>[]): Finding {
  const { need, reason } = first;
  const calls = new Set([first, ...others].map(nameOf));
  const places = [first, ...others].flatMap((refusal) =>
    refusal.wells.map((well) => (calls.size === 1 ? well : `${well} ${nameOf(refusal)}`)),
  );
  const distinct = [...new Set(places)];
  const more = calls.size === 1 ? "" : ` and ${calls.size - 1} more`;
  const wells = new Set([first, ...others].flatMap((refusal) => refusal.wells));
  const [well] = wells;
  return {
    code: "GPU_UNAVAILABLE",
    message: `Cannot run '${need.function}' of step '${need.place.name}'${more} on a GPU: ${reason}`,
    where: { step: need.place, function: need.function, ...(wells.size === 1 && well !== undefined ? { well } : {}) },
    expected: "a GPU that fits",
    got: reason,
    hint: hintFor([need, ...others.map((refusal) => refusal.need)]),
    count: distinct.length,
    examples: distinct,
  };
}

function nameOf({ need }: GpuRefusal<CallNeed>): string {
  return `${need.place.name} ${need.function}`;
}

function hintFor(needs: readonly CallNeed[]): string {
  if (needs.every(({ hasCpuTwin }) => hasCpuTwin))
    return "Set 'gpu' to 'prefer' to run on the CPU instead; 'ohcs gpus' lists those of this machine";
  if (needs.every(({ policy }) => policy === "never")) return "Set 'gpu' to 'prefer', or use functions with CPU code";
  return "'ohcs gpus' lists those of this machine; otherwise use functions with CPU code";
}
