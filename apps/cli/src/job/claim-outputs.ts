import { fail } from "../errors.ts";
import { type ClaimHolder, claimPath } from "./claim-path.ts";
import { claimRefused } from "./claim-refused.ts";

/**
 * Keeps other commands over several plates away from the output plates of this one until all have had their turn: the lock of
 * each plate is held only while that plate runs. Returns how to give them back. @throws `PLATES_IN_USE`
 */
export async function claimOutputs(roots: readonly string[], steal: boolean): Promise<() => Promise<void>> {
  const given: (() => Promise<void>)[] = [];
  const release = async () => {
    for (const give of given.toReversed()) await give();
  };
  try {
    for (const root of roots) given.push(await claimPath(root, { steal, refusal: (holder) => inUse(root, holder) }));
    return release;
  } catch (error) {
    await release();
    throw error;
  }
}

function inUse(root: string, holder: ClaimHolder): Error {
  const { who, remedy } = claimRefused(holder, "Wait for that command to end, or name another folder with -o.");
  const expectation = `expected no other command to use the output '${root}', got one of ${who}`;
  return fail("PLATES_IN_USE", `Cannot run plates: ${expectation}`, { details: { output: root, holder }, remedy });
}
