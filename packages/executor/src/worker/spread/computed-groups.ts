import type { FunctionInput, ImageStack, PixelArray } from "@ohcs/context";
import type { PixelLease } from "../buffers/pixel-lease.ts";
import type { ChainResult } from "../chain/chain-result.ts";
import { environmentOf } from "../chain/environment-of.ts";
import { isStack } from "../chain/is-stack.ts";
import { runChain } from "../chain/run-chain.ts";
import { runFold } from "../chain/run-fold.ts";
import { unsharedResult } from "../chain/unshared.ts";
import { gpuFor } from "../gpu/gpu-for.ts";
import type { GroupsAhead, ReadyGroup } from "../overlap/groups-ahead.ts";
import { stopIfCancelled } from "../stop-if-cancelled.ts";
import type { StepScope } from "../well-scope.ts";
import { arraysOf } from "./compute-group.ts";
import type { GroupAnswer, Quality } from "./helpers.ts";

/** How computing a group went; `quality` is what its functions said on the way. */
interface Outcome {
  readonly quality: readonly Quality[];
  /** @throws what the functions threw */
  readonly result: () => ChainResult;
}

/** A group that was computed, here or elsewhere; its lease still holds its arrays. */
export interface ComputedGroup {
  readonly ready: ReadyGroup;
  readonly outcome: Outcome;
}

/** A group that was begun with, here or elsewhere. */
interface Begun {
  readonly ready: ReadyGroup;
  /** To be taken when it is its turn; null where it is to be done again, here. */
  readonly outcome: Promise<(() => Outcome) | null>;
  isSettled: boolean;
}

/**
 * The groups of a step, computed, in their order. Workers that are idle compute some of them meanwhile, as far as memory
 * allows: they only call functions, and whatever goes wrong there is done again here when its turn comes, so that results,
 * errors and their order are those of one worker.
 */
export class ComputedGroups {
  readonly #step: StepScope;
  readonly #groups: GroupsAhead;
  readonly #spreads: boolean;
  readonly #begun: (Begun | { readonly error: unknown; readonly isSettled: true })[] = [];
  #left: number;

  constructor(step: StepScope, groups: GroupsAhead) {
    this.#step = step;
    this.#groups = groups;
    this.#left = step.groups.length;
    // What a device computes belongs to the worker that has it.
    const isBound = step.plan.stepType === "fold" || step.context.gpu !== null;
    this.#spreads = step.tuning.spread && step.services.helpers !== undefined && this.#left > 1 && !isBound;
  }

  /** The next group in order. @throws what loading its inputs threw */
  async next(): Promise<ComputedGroup> {
    for (;;) {
      await this.#handOut();
      const [head] = this.#begun;
      if (head?.isSettled) return this.#take();
      if (head === undefined || this.#mayGoOn()) await this.#begin((ready) => this.#computeHere(ready));
      else if ("outcome" in head) await head.outcome;
    }
  }

  /** Releases the arrays of groups that were not taken. Work that is still computed elsewhere ends with the well. */
  close(): void {
    for (const begun of this.#begun) if ("ready" in begun) begun.ready.scope.lease.end();
  }

  async #take(): Promise<ComputedGroup> {
    const head = this.#begun.shift();
    if (head === undefined || "error" in head) throw head?.error;
    const outcome = await head.outcome;
    if (outcome !== null) return { ready: head.ready, outcome: outcome() };
    const ready = await this.#groups.again(head.ready);
    return { ready, outcome: await this.#outcomeHere(ready, false) };
  }

  /** Begins with the next group; whatever its inputs threw is kept for its turn, and nothing is begun after it. */
  async #begin(compute: (ready: ReadyGroup) => Promise<void>): Promise<void> {
    this.#left--;
    try {
      await compute(await this.#groups.next());
    } catch (error) {
      this.#left = 0;
      this.#begun.push({ error, isSettled: true });
    }
  }

  async #computeHere(ready: ReadyGroup): Promise<void> {
    const outcome = await this.#outcomeHere(ready, this.#begun.length > 0);
    this.#begun.push({ ready, outcome: Promise.resolve(() => outcome), isSettled: true });
  }

  async #handOut(): Promise<void> {
    if (!this.#spreads) return;
    while (this.#mayHandOut())
      await this.#begin((ready) => (ready.chain.length === 0 ? this.#computeHere(ready) : this.#send(ready)));
  }

  /**
   * Groups that are left are done here where that takes no longer than to wait for helpers: the last one always.
   */
  #mayHandOut(): boolean {
    const { count, room } = this.#step.services.helpers ?? { count: 0, room: 0 };
    const rounds = Math.ceil((this.#elsewhere + 1) / count);
    return room > 0 && rounds < this.#left && this.#hasRoom(room + this.#elsewhere) && this.#groups.fitMore(2);
  }

  #mayGoOn(): boolean {
    return this.#left > 0 && this.#hasRoom(this.#elsewhere) && this.#groups.fitMore(1);
  }

  /** Results wait for their turn, but not many of them. */
  #hasRoom(helpers: number): boolean {
    return !this.#step.services.signal.aborted && this.#begun.length <= 2 * helpers;
  }

  get #elsewhere(): number {
    return this.#begun.filter(({ isSettled }) => !isSettled).length;
  }

  async #send(ready: ReadyGroup): Promise<void> {
    const answer = this.#answerTo(ready).catch(() => null);
    const outcome = answer.then((one) => (one === null ? null : () => this.#received(ready, one)));
    const begun: Begun = { ready, outcome, isSettled: false };
    void outcome.then(() => {
      begun.isSettled = true;
    });
    this.#begun.push(begun);
  }

  async #answerTo({ scope, inputs: loaded }: ReadyGroup): Promise<GroupAnswer | null> {
    const { helpers } = this.#step.services;
    const inputs = movableInputs(loaded, scope.lease);
    const arrays = arraysOf(inputs.values());
    const bytes = scope.lease.sendAway(arrays, this.#groups.groupBytes ?? 0);
    const memoryBytes = this.#step.bytes.spareBytes === null ? null : bytes;
    const { groupIndex: group, task } = scope;
    const { stepIndex: step } = scope.plan;
    return helpers?.compute({ step, group, inputs, contributors: task.contributors, memoryBytes }, arrays) ?? null;
  }

  /** The arrays are this worker's again; those that came with the result are not for its pool, which would only grow. */
  #received({ scope }: ReadyGroup, { result, quality, printed, arrays, peakBytes }: GroupAnswer): Outcome {
    const { lease, services } = scope;
    lease.comeBack(arrays, peakBytes);
    for (const value of [result.image, ...result.outputs.values()]) if (isStack(value)) lease.adopt(value.data, false);
    for (const { level, text } of printed) services.log.add(level, text);
    return { quality, result: () => result };
  }

  /** @param waits Does the result wait for its turn, while others may be computed here? */
  async #outcomeHere(ready: ReadyGroup, waits: boolean): Promise<Outcome> {
    const quality: Quality[] = [];
    try {
      const computed = await this.#compute(ready, quality);
      const result = waits ? unsharedResult(computed, ready.scope.lease) : computed;
      return { quality, result: () => result };
    } catch (error) {
      this.#left = 0;
      const result = () => {
        throw error;
      };
      return { quality, result };
    }
  }

  #compute({ scope, chain, inputs }: ReadyGroup, quality: Quality[]): ChainResult | Promise<ChainResult> {
    const [first] = chain;
    if (first === undefined) return { image: passedThrough(inputs), outputs: new Map(), notices: [] };
    const { context, group, services, task, lease } = scope;
    const environment = environmentOf({ context, group, signal: services.signal, contributors: task.contributors });
    const pause = () => this.#pause();
    if (scope.plan.stepType === "fold") return runFold(scope, first, inputs, { environment, pause });
    return runChain(chain, inputs, {
      environment,
      lease,
      ownsInputs: true,
      gpu: gpuFor(scope),
      pause,
      onQuality: (name, value) => void quality.push({ name, value }),
    });
  }

  async #pause(): Promise<void> {
    const { turns, services, context, writes } = this.#step;
    await turns.pause(!this.#groups.isIdle || !writes.isIdle || this.#elsewhere > 0);
    stopIfCancelled(services.signal, context.axisId);
  }
}

function passedThrough(inputs: ReadonlyMap<string, FunctionInput>): ImageStack | null {
  const image = inputs.get("image");
  if (image !== undefined) return isStack(image) ? image : null;
  return [...inputs.values()].find(isStack) ?? null;
}

/** Inputs whose arrays can leave for another worker. */
function movableInputs(inputs: ReadyGroup["inputs"], lease: PixelLease): ReadyGroup["inputs"] {
  const copies = new Map<PixelArray, PixelArray>();
  for (const { data } of [...inputs.values()].filter(isStack))
    copies.set(data, copies.get(data) ?? lease.movable(data));
  for (const [data, copy] of copies) if (copy !== data) lease.release(data);
  const moved = (value: FunctionInput) =>
    isStack(value) ? { ...value, data: copies.get(value.data) ?? value.data } : value;
  return new Map([...inputs].map(([name, value]) => [name, moved(value)]));
}
