import type { MessagePort } from "node:worker_threads";
import type { HelpRequest } from "../../protocol.ts";
import type { WellServices } from "../well-services.ts";
import { computeGroup } from "./compute-group.ts";
import type { GroupAnswer, GroupTask, Printed } from "./helpers.ts";

/** Computes the group that comes through the port of `request`, and answers there; `printed` is read when it is done. */
export async function answerHelp(
  { context, port }: HelpRequest,
  services: Pick<WellServices, "load" | "buffers" | "signal">,
  printed: readonly Printed[],
): Promise<void> {
  const task = await taskFrom(port);
  if (task === null) return;
  const { answer, arrays } = await computeGroup(context, task, services);
  const whole: GroupAnswer = { ...answer, printed };
  port.postMessage(whole, arrays);
}

function taskFrom(port: MessagePort): Promise<GroupTask | null> {
  return new Promise((resolve) => {
    port.once("message", (task: GroupTask) => resolve(task));
    port.once("close", () => resolve(null));
  });
}
