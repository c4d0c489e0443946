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

/** Identifies the requests of a worker, from 1: an abort is sent separately from its request, and may overtake it. */
export type RequestId = number;

/** One well, or one reduction. */
export interface RunRequest {
  readonly kind: "run";
  readonly id: RequestId;
  readonly task: WellTask;
}

/** A group of a well that runs on another worker: it comes, and its result goes, through a port that only the two of them use. */
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

/**
 * What a worker sends beside its events: an idle worker is to compute a group of its well. The group waits in the port;
 * where the port is closed without an answer, the worker computes the group itself.
 */
export interface HelpCall {
  readonly port: MessagePort;
}

/** What a worker answers, always: it never rejects by itself. */
export interface WorkerReply {
  /** Null for the answer to a start, and for a well that another worker is to run: this one is spoiled by no fault of it. */
  readonly result: WellResult | null;
  /** Events of the worker since it started, so that the slot can wait for those that are still on their way. */
  readonly events: number;
  /** The last of them, which were not sent before. */
  readonly pending: readonly WorkerEvent[];
  /** Something of the well may still be going on: the worker must be replaced. */
  readonly spoiled: boolean;
}

/** Messages of a slot to its worker while a well runs. */
export interface WorkerControl {
  readonly kind: "abort";
  readonly id: RequestId;
}
