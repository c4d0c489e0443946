import type { FunctionInput, GroupPlan, PlaneKey } from "@ohcs/context";
import { PixelLease } from "../buffers/pixel-lease.ts";
import { isExact, type LoadedCall, loadChain } from "../chain/load-chain.ts";
import { loadInputs } from "../inputs/load-inputs.ts";
import type { GroupScope, StepScope } from "../well-scope.ts";
import { ReadAhead } from "./read-ahead.ts";
import type { WriteBehind } from "./write-behind.ts";

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
  #keptBefore = 0;

  constructor(step: StepScope) {
    this.#step = step;
    this.#readsSource = step.plan.inputs.some(({ source }) => source === "images");
    this.#ahead = new ReadAhead([...step.groups], {
      prepare: ([index, group]) => readyGroup(step, index, group),
      discard: ({ scope }) => scope.lease.end(),
    });
  }

  /** The next group; where memory gets short, what is being written is awaited first. */
  async next(writes: WriteBehind): Promise<ReadyGroup> {
    if (!this.#fits(this.#groupBytes ?? 0)) await writes.drain();
    const group = await this.#ahead.take();
    this.#keptBefore = this.#step.products.bytes;
    while (this.#mayBegin()) this.#ahead.begin();
    return group;
  }

  /** A group has been computed. */
  ended({ lease }: GroupScope): void {
    const kept = this.#step.products.bytes - this.#keptBefore;
    this.#groupBytes = Math.max(this.#groupBytes ?? 0, lease.peakBytes + kept);
    lease.end();
  }

  get isIdle(): boolean {
    return this.#ahead.isIdle;
  }

  close(): Promise<void> {
    return this.#ahead.close();
  }

  #mayBegin(): boolean {
    const { ahead, isDone } = this.#ahead;
    const { overlap, overlapBytes } = this.#step.tuning;
    if (!overlap || !this.#readsSource || isDone || ahead >= MOST_AHEAD) return false;
    if (this.#groupBytes === null) return ahead === 0 && this.#step.bytes.spareBytes === null;
    return (ahead + 1) * this.#groupBytes <= overlapBytes && this.#fits((ahead + 2) * this.#groupBytes);
  }

  /** May the well hold that much more? */
  #fits(bytes: number): boolean {
    const { spareBytes } = this.#step.bytes;
    return spareBytes === null || bytes <= spareBytes;
  }
}

async function readyGroup(step: StepScope, groupIndex: number, group: GroupPlan): Promise<ReadyGroup> {
  const lease = new PixelLease(step.memory, step.bytes);
  const scope = { ...step, group, groupIndex, key: group.coordinates.toObject() as PlaneKey, lease };
  try {
    const chain = await chainOf(scope);
    return { scope, chain, inputs: await loadInputs(scope, isExact(chain)) };
  } catch (error) {
    lease.end();
    throw error;
  }
}

/** The calls of the group's pattern; none where its images pass unchanged. */
function chainOf({ plan, group, services }: GroupScope): Promise<LoadedCall[]> {
  const pattern = group.pattern === null ? undefined : plan.func.get(group.pattern);
  return loadChain(pattern ?? [], services.load);
}
