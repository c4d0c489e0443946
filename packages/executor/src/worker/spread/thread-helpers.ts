import { MessageChannel, type MessagePort } from "node:worker_threads";
import type { HelpCall, HelpOffer } from "../../protocol.ts";
import type { GroupAnswer, GroupTask, Helpers } from "./helpers.ts";

/** Other threads that help this one: each group goes through a channel of its own, whose other end the slots hand on. */
export class ThreadHelpers implements Helpers {
  readonly #call: (call: HelpCall) => void;
  #offer: HelpOffer = { helpers: 0, groups: 0, calls: 0 };
  #calls = 0;

  constructor(call: (call: HelpCall) => void) {
    this.#call = call;
  }

  get count(): number {
    return this.#offer.helpers;
  }

  /** Whatever the order in which calls and offers cross each other. */
  get room(): number {
    const { groups, calls } = this.#offer;
    return groups - (this.#calls - calls);
  }

  /** Hears from the slots what others would do. */
  tell(offer: HelpOffer): void {
    this.#offer = offer;
  }

  compute(task: GroupTask, arrays: readonly ArrayBuffer[]): Promise<GroupAnswer | null> {
    const { port1, port2 } = new MessageChannel();
    // Throws where something cannot be copied; the caller then goes on alone.
    try {
      port1.postMessage(task, arrays);
    } catch (error) {
      port1.close();
      return Promise.reject(error);
    }
    this.#calls++;
    this.#call({ type: "help", port: port2 });
    return answerFrom(port1);
  }
}

/** The other end closes its port, by itself or with its thread, whether or not it answered before. */
function answerFrom(port: MessagePort): Promise<GroupAnswer | null> {
  return new Promise((resolve) => {
    port.once("message", (answer: GroupAnswer) => {
      resolve(answer);
      port.close();
    });
    port.once("close", () => resolve(null));
  });
}
