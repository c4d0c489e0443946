import type { MessagePort } from "node:worker_threads";
import type { WellResult, WellTask, WorkerEvent, WorkerStartup } from "@ohcs/context";
import type { DeviceReference } from "@ohcs/gpu-registry/host";

/** Data that crosses between a slot and its worker. Events go beside it, as they happen. */
export type WorkerRequest = StartRequest | RunRequest | HelpRequest;

/** The first request of every worker. */
export interface StartRequest {
  readonly kind: "start";
  readonly startup: WorkerStartup;
  /** The worker's name in results. */
  readonly worker: string;
}

/** The device that a worker process holds. */
export interface WorkerDevice extends DeviceReference {
  /** How long it waits for the device to open, and for a download, ms, before that is held to hang. */
  readonly patienceMs: number;
  /** How many bytes of buffers it keeps there for its next images. */
  readonly idleBytes: number;
}

/** What a worker process says on its error stream before it ends itself because memory is short. */
export const MEMORY_SHORT_WORDS = "the memory of the machine runs short: this worker ends";

/** Tells the requests of a worker apart, from 1: an abort takes another way than its request, and may overtake it. */
export type RequestId = number;

/** One well, or one reduction. */
export interface RunRequest {
  readonly kind: "run";
  readonly id: RequestId;
  readonly task: WellTask;
  /** What others would do for it as it begins. */
  readonly offer: HelpOffer;
}

/** What other workers would do for the well of one. */
export interface HelpOffer {
  /** Workers that are idle, or that help with it already. */
  readonly helpers: number;
  /** Groups that they would take now, those among them that wait for a worker to end another one. */
  readonly groups: number;
  /** How often this worker had called for help when this was said: what it called for since is not counted in. */
  readonly calls: number;
}

/**
 * Help for a well that runs on another worker: its group comes, and the result goes, through a port of their own, whose
 * other end hears when it is closed.
 */
export interface HelpRequest {
  readonly kind: "help";
  readonly id: RequestId;
  readonly wellId: string;
  /** The wire form of the context. */
  readonly context: string;
  readonly port: MessagePort;
}

/** Events of a worker process. Its channel is open to all code there, so that they are marked. */
export interface ProcessEvents {
  readonly ohcsEvents: readonly WorkerEvent[];
}

/** What a worker process says before it opens its device, and after: a driver may block it meanwhile. */
export interface ProcessOpening {
  readonly ohcsOpening: boolean;
}

/** What a worker sends beside its events: whoever is idle is to help with its well. */
export interface HelpCall {
  readonly type: "help";
  readonly port: MessagePort;
}

/** What a worker answers, always: it never rejects by itself. */
export interface WorkerReply {
  /** Null for the answer to a start, and for a well that another worker is to run: this one is spoiled by no fault of it. */
  readonly result: WellResult | null;
  /** Events of the worker since it started, so that the slot can wait for those that are still on their way. */
  readonly events: number;
  /** The last of them, which were not sent before. */
  readonly told: readonly WorkerEvent[];
  /** Something of the well may still be going on: the worker must be replaced. */
  readonly spoiled: boolean;
}

/** What a slot tells its worker while a well runs: to stop, or what others would do now. */
export type WorkerControl =
  | { readonly kind: "abort"; readonly id: RequestId }
  | { readonly kind: "offer"; readonly offer: HelpOffer };
