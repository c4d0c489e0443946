import { MessageChannel, type MessagePort } from "node:worker_threads";
import type { HelperCounts } from "../../helper-counts.ts";
import type { HelpCall, HelpRequest } from "../../protocol.ts";
import type { WellServices } from "../well-services.ts";
import { computeGroup } from "./compute-group.ts";
import type { GroupAnswer, GroupTask, Helpers, Printed } from "./helpers.ts";

/** Other threads that help this one: each group goes through a channel of its own, whose other end the slots hand on. */
export class ThreadHelpers implements Helpers {
  readonly #counts: HelperCounts;
  readonly #call: (call: HelpCall) => void;

  constructor(counts: HelperCounts, call: (call: HelpCall) => void) {
    this.#counts = counts;
    this.#call = call;
  }

  get count(): number {
    return this.#counts.helpers;
  }

  get room(): number {
    return this.#counts.room;
  }

  async compute(task: GroupTask, arrays: readonly ArrayBuffer[]): Promise<GroupAnswer | null> {
    const { port1, port2 } = new MessageChannel();
    // Throws where something cannot be copied; the caller then goes on alone.
    try {
      port1.postMessage(task, arrays);
    } catch (error) {
      port1.close();
      throw error;
    }
    this.#counts.send();
    this.#call({ port: port2 });
    const answer = await nextFrom<GroupAnswer>(port1);
    port1.close();
    return answer;
  }
}

/** Computes the group that waits in the port of `request`, and answers there; `printed` is read when it is done. */
export async function answerHelp(
  { context, port }: HelpRequest,
  services: Pick<WellServices, "load" | "buffers" | "signal">,
  printed: readonly Printed[],
): Promise<void> {
  const task = await nextFrom<GroupTask>(port);
  if (task === null) return;
  const { answer, arrays } = await computeGroup(context, task, services);
  const whole: GroupAnswer = { ...answer, printed };
  port.postMessage(whole, arrays);
}

/** The next message; null where the other end closes its port before, by itself or with its thread. */
function nextFrom<Message>(port: MessagePort): Promise<Message | null> {
  return new Promise((resolve) => {
    port.once("message", (message: Message) => resolve(message));
    port.once("close", () => resolve(null));
  });
}
