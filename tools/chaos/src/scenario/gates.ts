import { mkdir, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { Instant } from "./scenario.ts";

/**
 * Closes gates behind the instant, in a new folder: however slow this program is to react, the run cannot end before.
 * Only the closing of a plate has no function in it that could wait.
 */
export async function closeGates(folder: string, instant: Instant): Promise<void> {
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { recursive: true });
  if (instant.at === "closing") return;
  const gate = instant.at === "well" ? "wells" : instant.at === "reduction" ? instant.step : "gather";
  await writeFile(join(folder, `${gate}.closed`), "");
  if (instant.at === "well") await writeFile(join(folder, "tickets"), String(instant.upTo));
}
