/** What is simulated: wells on nodes, with costs and failures that were measured or are assumed. */
export interface ClusterModel {
  readonly plates: number;
  readonly wells: number;
  readonly nodes: number;
  readonly slots: number;
  /** Seconds of a well; wells vary by a factor of e^±sigma around it. */
  readonly wellS: number;
  readonly sigma: number;
  /** Seconds that a well takes beyond its work: bringing it and writing its result down. */
  readonly overheadS: number;
  /** MB that a well reads and writes. */
  readonly wellMB: number;
  /** MB/s that the file server gives to all. */
  readonly serverMBs: number;
  /** Mean hours between failures of a node; it is back after `downS`, and others have its wells after `lockS`. */
  readonly nodeMtbfH: number;
  readonly downS: number;
  readonly lockS: number;
  /** Bytes that a waiting well takes in the queue. */
  readonly queueBytes: number;
  readonly seed: number;
}

/** What becomes of it. */
export interface ClusterOutcome {
  readonly hours: number;
  /** Work of all wells by what the slots could have done in that time. */
  readonly efficiency: number;
  /** Seconds from the first slot that found no well until the last well has ended. */
  readonly tailS: number;
  /** Wells that were begun again because their node failed. */
  readonly repeated: number;
  /** Mean MB/s at the file server. */
  readonly loadMBs: number;
  readonly queueMB: number;
}

interface Slot {
  readonly node: number;
  freeS: number;
}

/**
 * Simulates all plates waiting at once, the queue in order, on slots that take the next well. Where wells ask the file server for more than it
 * gives, all of them are slower in proportion.
 */
export function simulateCluster(model: ClusterModel): ClusterOutcome {
  const { nodes, slots: perNode, wellS, sigma, overheadS, lockS } = model;
  const random = randomNumbers(model.seed);
  const slots: Slot[] = Array.from({ length: nodes * perNode }, (_, i) => ({ node: i % nodes, freeS: 0 }));
  const outages = Array.from({ length: nodes }, () => new Outages(model, random));
  const slow = slowness(model, slots.length);
  const waiting: number[] = Array.from({ length: model.plates * model.wells }, () => 0);
  const total = waiting.length;
  let [repeated, workS, lastS] = [0, 0, 0];
  // A well whose node fails waits again: the list grows while it is gone through.
  for (const fromS of waiting) {
    const slot = slots.reduce((free, one) => (one.freeS < free.freeS ? one : free));
    const own = outages[slot.node] as Outages;
    const beginS = own.backAt(Math.max(slot.freeS, fromS));
    const ownS = wellS * Math.exp(sigma * normal(random)) * slow;
    const endS = beginS + ownS + overheadS;
    const failS = own.next(beginS);
    if (failS < endS) {
      repeated++;
      waiting.push(failS + lockS);
      slot.freeS = own.backAt(failS);
    } else {
      workS += ownS;
      slot.freeS = endS;
      lastS = Math.max(lastS, endS);
    }
  }
  return {
    hours: lastS / 3_600,
    efficiency: workS / slow / (slots.length * lastS),
    tailS: Math.max(0, lastS - Math.min(...slots.map(({ freeS }) => freeS))),
    repeated,
    loadMBs: (total * model.wellMB) / lastS,
    queueMB: (total * model.queueBytes) / 1e6,
  };
}

/** When a node is away. */
class Outages {
  readonly #model: ClusterModel;
  readonly #random: () => number;
  readonly #starts: number[] = [];

  constructor(model: ClusterModel, random: () => number) {
    this.#model = model;
    this.#random = random;
  }

  /** The start of the first outage that begins after `timeS`. */
  next(timeS: number): number {
    for (const startS of this.#starts) if (startS > timeS) return startS;
    const { nodeMtbfH, downS } = this.#model;
    const last = this.#starts.at(-1);
    const from = last === undefined ? 0 : last + downS;
    this.#starts.push(from - nodeMtbfH * 3_600 * Math.log(1 - this.#random()));
    return this.next(timeS);
  }

  /** `timeS`, or when the outage is over in which it lies. */
  backAt(timeS: number): number {
    this.next(timeS);
    const start = this.#starts.findLast((startS) => startS <= timeS);
    return start === undefined ? timeS : Math.max(timeS, start + this.#model.downS);
  }
}

/** By how much wells take longer because all of them read and write at the same server. */
function slowness({ wellMB, wellS, serverMBs }: ClusterModel, slots: number): number {
  return Math.max(1, (slots * wellMB) / wellS / serverMBs);
}

/** Between 0 and 1, the same for the same seed (mulberry32). */
function randomNumbers(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
}

function normal(random: () => number): number {
  return Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
}
