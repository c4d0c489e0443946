import { MessageChannel, type MessagePort } from "node:worker_threads";
import type { HelpCall } from "../../protocol.ts";
import type { GroupAnswer, GroupTask, Helpers } from "./helpers.ts";

/** Other threads that help this one: each group goes through a channel of its own, whose other end the slots hand on. */
export class ThreadHelpers implements Helpers {
  readonly #call: (call: HelpCall) => void;
  #idle = 0;

  constructor(call: (call: HelpCall) => void) {
    this.#call = call;
  }

  get idle(): number {
    return this.#idle;
  }

  /** Hears from the slots how many workers are idle. */
  tell(idle: number): void {
    this.#idle = idle;
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
    this.#idle--;
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
