import { mkdir, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { Instant } from "./scenario.ts";

/**
 * Closes gates behind the instant, in a new folder: however slow this program is to react, the run cannot end before.
 * Only the closing of a plate has no function in it that could wait. `wells` is how many the phases run in all.
 */
export async function closeGates(folder: string, instant: Instant, wells: number): Promise<void> {
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { recursive: true });
  const gate = gateBehind(instant);
  if (gate === null) return;
  await writeFile(join(folder, `${gate}.closed`), "");
  const tickets = instant.at === "well" ? instant.upTo : wells - 1;
  if (gate === "wells") await writeFile(join(folder, "tickets"), String(tickets));
}

function gateBehind(instant: Instant): string | null {
  if (instant.at === "closing") return null;
  if (instant.at === "reduction") return instant.step;
  if (instant.at === "phaseEnd") return instant.phase === 0 ? "gather" : "raise";
  return "wells";
}
