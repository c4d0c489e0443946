import type { ImageStack, Json, StepTiming, Table } from "@ohcs/context";
import { fail } from "../errors.ts";
import type { ChainResult } from "./chain/chain-result.ts";
import type { LoadedCall } from "./chain/load-chain.ts";
import { countsSince, NOTHING } from "./gpu/gpu-counts.ts";
import { memoryReport } from "./memory-report.ts";
import { joinTables } from "./outputs/join-tables.ts";
import { saveImages } from "./outputs/save-images.ts";
import { saveNamed } from "./outputs/save-named.ts";
import type { StepValues } from "./outputs/stored-values.ts";
import { GroupsAhead } from "./overlap/groups-ahead.ts";
import { type ComputedGroup, ComputedGroups } from "./spread/computed-groups.ts";
import { stopIfCancelled } from "./stop-if-cancelled.ts";
import type { GroupScope, StepScope } from "./well-scope.ts";

/** How much more than it ever held a well must be able to hold where what is written may wait beside the next step. */
const ROOM_TO_WAIT = 4;

/**
 * Runs one step: its groups in order, after the last its files of the well, `values`. Images that it stores may still be on
 * their way when it ends.
 */
export async function runStep(scope: StepScope, values: StepValues): Promise<StepTiming> {
  const { plan, place, services, bytes, context, commitments } = scope;
  const well = context.axisId;
  const began = performance.now();
  const { gpu } = services;
  const before = gpu?.counts() ?? NOTHING;
  services.emit({ type: "stepStarted", well, step: place, steps: context.stepPlans.size });
  if (!(await joinTables(scope))) await runGroups(scope, values);
  const counts = countsSince(before, gpu?.counts() ?? NOTHING);
  const onGpu = counts === null ? {} : { gpu: counts };
  const writtenBytes = commitments.writtenBytes(plan.stepName);
  const timing = { durationMs: performance.now() - began, readBytes: bytes.takeRead(), writtenBytes, ...onGpu };
  services.emit({ type: "stepFinished", well, step: place, ...timing, memory: memoryReport(bytes) });
  return { name: plan.stepName, ...timing };
}

async function runGroups(scope: StepScope, values: StepValues): Promise<void> {
  const { place, services, context, writes } = scope;
  const { length: of } = scope.groups;
  const groups = new GroupsAhead(scope);
  const computed = new ComputedGroups(scope, groups);
  try {
    for (let done = 1; done <= of; done++) {
      stopIfCancelled(services.signal, context.axisId);
      await finishGroup(await computed.next(), groups, values);
      if (!scope.tuning.overlap) await writes.drain();
      if (of > 1) services.emit({ type: "stepProgress", well: context.axisId, step: place, done, of });
    }
    if (!mayLeaveWrites(scope)) await writes.drain();
    if (scope.isLast) await values.write(scope);
  } finally {
    computed.close();
    await groups.close();
  }
}

/** A step that has a time limit is to be done within it, and none is to lack memory for what waits of those before. */
function mayLeaveWrites({ tuning, plan, bytes: { spareBytes, peakBytes } }: StepScope): boolean {
  return tuning.overlap && plan.timeoutS === null && (spareBytes === null || spareBytes >= ROOM_TO_WAIT * peakBytes);
}

/** A group's turn: its figures are reported and its result is stored, or its failure ends the step. */
async function finishGroup({ ready, outcome }: ComputedGroup, groups: GroupsAhead, values: StepValues): Promise<void> {
  const { scope, chain } = ready;
  const { services, place: step, context } = scope;
  try {
    for (const figures of outcome.quality) services.emit({ type: "quality", well: context.axisId, step, ...figures });
    const result = outcome.result();
    for (const { severity = "warning", code, message, hint = null, function: name } of result.notices)
      scope.commitments.warn(
        { severity, code, message, where: { step, function: name }, expected: null, got: null, hint },
        scope.group.key,
      );
    await saveResult(scope, chain, result, values);
  } finally {
    groups.ended(scope);
  }
}

async function saveResult(
  scope: GroupScope,
  chain: readonly LoadedCall[],
  { image, outputs }: ChainResult,
  values: StepValues,
): Promise<void> {
  const emitted = new Set(chain.flatMap(({ plan }) => [...plan.outputs.values()]));
  for (const [name, output] of scope.plan.outputs) {
    if (name === "image") {
      if (!scope.group.images.isEmpty()) await saveImages(scope, output, imageOf(image));
      continue;
    }
    if (!emitted.has(name)) continue;
    const value = outputs.get(name);
    if (output.kind === "table" || output.kind === "json") await values.add(scope, name, output, value as Table | Json);
    else await saveNamed(scope, name, output, value as ImageStack);
  }
}

function imageOf(image: ImageStack | null): ImageStack {
  if (image !== null) return image;
  throw fail("FUNCTION_RESULT_INVALID", "Cannot save images: expected the step to return an image, got none");
}
