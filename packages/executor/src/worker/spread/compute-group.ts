import { decodeContext, type FunctionInput, type FunctionOutput, type ProcessingContext } from "@ohcs/context";
import { fail } from "../../errors.ts";
import { freshMemory } from "../buffers/buffer-pool.ts";
import { PixelLease } from "../buffers/pixel-lease.ts";
import { ByteAccount } from "../byte-account.ts";
import type { ChainResult } from "../chain/chain-result.ts";
import { environmentOf } from "../chain/environment-of.ts";
import { isStack } from "../chain/is-stack.ts";
import { chainOf } from "../chain/load-chain.ts";
import { runChain } from "../chain/run-chain.ts";
import { unsharedResult } from "../chain/unshared.ts";
import { frozenTable } from "../inputs/frozen-table.ts";
import { eventTurn } from "../overlap/event-turn.ts";
import { stopIfCancelled } from "../stop-if-cancelled.ts";
import type { WellServices } from "../well-services.ts";
import type { GroupAnswer, GroupTask, Quality } from "./helpers.ts";

/** A group that was computed, and the arrays that are to move with it. */
interface ComputedElsewhere {
  readonly answer: Omit<GroupAnswer, "printed">;
  readonly arrays: readonly ArrayBuffer[];
}

/**
 * Computes a group of a well that runs on another worker: only calls its functions, stores nothing.
 * @throws errors of the functions; the well's owner then computes the group again, and reports the failure
 */
export async function computeGroup(
  wire: string,
  task: GroupTask,
  { load, buffers, signal }: Pick<WellServices, "load" | "buffers" | "signal">,
): Promise<ComputedElsewhere> {
  const { context, plan, group } = placeOf(wire, task);
  const bytes = new ByteAccount(task.memoryBytes);
  const lease = new PixelLease(buffers ?? freshMemory, bytes);
  const given = arraysOf(task.inputs.values());
  const quality: Quality[] = [];
  try {
    lease.takeOver(given);
    freezeTables(task.inputs.values());
    const chain = await chainOf(plan, group, load);
    const environment = environmentOf({ context, group, signal, contributors: task.contributors });
    const onQuality = (name: string, value: Quality["value"]) => void quality.push({ name, value });
    const pause = async () => {
      await eventTurn();
      stopIfCancelled(signal, context.axisId);
    };
    // Their arrays go back to the well's owner.
    const surroundings = { environment, lease, ownsInputs: false, gpu: null, pause, onQuality };
    const computed = await runChain(chain, task.inputs, surroundings);
    const result = unsharedResult(computed, lease);
    const arrays = [...new Set([...given, ...arraysOf(valuesOf(result))])];
    lease.sendAway(arrays);
    return { answer: { result, quality, arrays: given, peakBytes: bytes.peakBytes }, arrays };
  } finally {
    lease.end();
  }
}

/** The context that was helped with last: its groups come one after the other. */
let known: { readonly wire: string; readonly context: ProcessingContext } | null = null;

function placeOf(wire: string, task: GroupTask) {
  if (known?.wire !== wire) known = { wire, context: decodeContext(wire) };
  const { context } = known;
  const plan = context.stepPlans.get(task.step);
  const group = plan?.groups.get(task.group);
  if (plan !== undefined && group !== undefined) return { context, plan, group };
  throw fail(
    "INPUT_MISSING",
    `Cannot help '${context.axisId}': expected group ${task.group} of step ${task.step}, got none`,
  );
}

function valuesOf({ image, outputs }: ChainResult): readonly FunctionOutput[] {
  return [...(image === null ? [] : [image]), ...outputs.values()];
}

/** The arrays of all stacks, each once. */
export function arraysOf(values: Iterable<FunctionInput | FunctionOutput>): readonly ArrayBuffer[] {
  return [...new Set([...values].filter(isStack).map(({ data }) => data.buffer as ArrayBuffer))];
}

/**
 * Freezes tables like those of earlier steps in the well's worker: copies between threads are not frozen, which
 * functions could notice.
 */
function freezeTables(inputs: Iterable<FunctionInput>): void {
  for (const input of inputs) {
    if (!("kind" in input) || input.kind !== "table") continue;
    for (const table of input.tables) frozenTable(table);
  }
}
