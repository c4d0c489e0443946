import type { FunctionInput, GroupPlan, PlaneKey } from "@ohcs/context";
import { PixelLease } from "../buffers/pixel-lease.ts";
import { chainOf, isExact, type LoadedCall, takesViews } from "../chain/load-chain.ts";
import { gpuFor } from "../gpu/gpu-for.ts";
import { goesStraightToGpu } from "../gpu/is-on-gpu.ts";
import { loadInputs } from "../inputs/load-inputs.ts";
import type { GroupScope, StepScope } from "../well-scope.ts";
import { ReadAhead } from "./read-ahead.ts";

/** A group whose functions can be called. */
export interface ReadyGroup {
  readonly scope: GroupScope;
  readonly chain: readonly LoadedCall[];
  readonly inputs: ReadonlyMap<string, FunctionInput>;
}

const MOST_AHEAD = 4;

/**
 * The groups of a step, made ready in order, and some before their turn where that gains something and memory allows: only
 * what comes from the source plate is worth it, and never does reading ahead take the memory that a group needs itself.
 */
export class GroupsAhead {
  readonly #step: StepScope;
  readonly #ahead: ReadAhead<readonly [number, GroupPlan], ReadyGroup>;
  readonly #readsSource: boolean;
  /** The most that a group needed so far, with its inputs and what it keeps; null before the first has ended. */
  #groupBytes: number | null = null;
  #keptBefore: number;

  constructor(step: StepScope) {
    this.#step = step;
    this.#keptBefore = step.products.bytes;
    this.#readsSource = step.plan.inputs.some(({ source }) => source === "images");
    this.#ahead = new ReadAhead([...step.groups], {
      prepare: ([index, group]) => readyGroup(step, index, group),
      discard: ({ scope }) => scope.lease.end(),
    });
  }

  /** The next group; where memory gets short, what is being written is awaited first. */
  async next(): Promise<ReadyGroup> {
    await this.#makeRoom();
    const group = await this.#ahead.take();
    while (this.#mayBegin(group.scope.lease)) this.#ahead.begin();
    return group;
  }

  /** A group once more, from its inputs: the first attempt at it is given up. */
  async again({ scope }: ReadyGroup): Promise<ReadyGroup> {
    scope.lease.end();
    await this.#makeRoom();
    return readyGroup(this.#step, scope.groupIndex, scope.group);
  }

  /** A group has been computed, and its turn is over. */
  ended({ lease }: GroupScope): void {
    const kept = this.#step.products.bytes - this.#keptBefore;
    this.#keptBefore = this.#step.products.bytes;
    this.#groupBytes = Math.max(this.#groupBytes ?? 0, lease.peakBytes + kept);
    lease.end();
  }

  /** May so many groups more be computed before those begun are done? Without a limit also before anybody knows what one needs. */
  fitMore(groups: number): boolean {
    if (this.#groupBytes === null) return this.#step.bytes.spareBytes === null;
    return this.#fits(groups * this.#groupBytes);
  }

  /** The most that a group needed so far; null where that is not known. */
  get groupBytes(): number | null {
    return this.#groupBytes;
  }

  get isIdle(): boolean {
    return this.#ahead.isIdle;
  }

  close(): Promise<void> {
    return this.#ahead.close();
  }

  /** What a group needs is known from those before it; of the first, only what it holds as it begins. */
  #mayBegin(inHand: PixelLease): boolean {
    const { ahead, isDone } = this.#ahead;
    const { overlap, overlapBytes } = this.#step.tuning;
    if (!overlap || !this.#readsSource || isDone || ahead >= MOST_AHEAD) return false;
    if (this.#groupBytes === null)
      return ahead === 0 && this.#step.bytes.spareBytes === null && inHand.bytes <= overlapBytes;
    return (ahead + 1) * this.#groupBytes <= overlapBytes && this.#fits((ahead + 2) * this.#groupBytes);
  }

  async #makeRoom(): Promise<void> {
    if (!this.#fits(this.#groupBytes ?? 0)) await this.#step.writes.drain();
  }

  /** May the well hold that much more? */
  #fits(bytes: number): boolean {
    const { spareBytes } = this.#step.bytes;
    return spareBytes === null || bytes <= spareBytes;
  }
}

async function readyGroup(step: StepScope, groupIndex: number, group: GroupPlan): Promise<ReadyGroup> {
  const chain = await chainOf(step.plan, group, step.services.load);
  const lease = new PixelLease(step.memory, step.bytes, takesViews(chain));
  const scope = { ...step, group, groupIndex, key: group.coordinates.toObject() as PlaneKey, lease };
  try {
    const form = { exact: isExact(chain), imageAsRead: goesStraightToGpu(chain, gpuFor(step)) };
    return { scope, chain, inputs: await loadInputs(scope, form) };
  } catch (error) {
    lease.end();
    throw error;
  }
}
