import type { CompiledPlate, PlateResult, RunEvent, WellRunner } from "@ohcs/context";
import { type ExecuteOptions, executePlate } from "@ohcs/executor";
import { nodeRunHost } from "@ohcs/records/host";
import type { PlateFolders } from "./plate-folders.ts";

/** A run from begin to end, and all it reported. */
export async function runPlate(
  folders: PlateFolders,
  plate: CompiledPlate,
  runner: WellRunner,
  options: Partial<ExecuteOptions> = {},
  listen: (event: RunEvent) => void = () => undefined,
): Promise<{ readonly result: PlateResult; readonly events: readonly RunEvent[] }> {
  const run = executePlate({ plate, runner, workers: 2, startup: folders.startup, host: nodeRunHost(), ...options });
  const events: RunEvent[] = [];
  run.subscribe((event) => {
    events.push(event);
    listen(event);
  });
  return { result: await run.result, events };
}
