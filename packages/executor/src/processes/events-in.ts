import type { WorkerEvent } from "@ohcs/context";
import type { ProcessEvents } from "../protocol.ts";

/** The events of a message of a worker process; none where somebody else sent it. */
export function eventsIn(message: unknown): readonly WorkerEvent[] {
  const { ohcsEvents } = (message ?? {}) as Partial<ProcessEvents>;
  return Array.isArray(ohcsEvents) ? ohcsEvents : [];
}
