import { type ClaimHolder, isSeenHere } from "./claim-path.ts";

/** Who has a path, in words, and what to do about it; `usual` where it can be seen that the holder runs. */
export function claimRefused(holder: ClaimHolder, usual: string): { readonly who: string; readonly remedy: string } {
  const who = holder === null ? "an unknown process" : `process ${holder.pid} on '${holder.host}'`;
  const gone = "If it certainly runs no more, as after a container or machine that is gone, add --steal-lock.";
  return { who, remedy: isSeenHere(holder) ? usual : `${usual} ${gone}` };
}
