import type { ResolvedConfig } from "@ohcs/context";
import { fail } from "../errors.ts";

/** What the command line says of resuming. */
interface Said {
  readonly verify: "size" | "hash" | undefined;
  readonly resume: boolean;
  readonly onlyFailed: boolean;
}

/** `--verify` says how finished wells are proved; where no run makes use of any it would do nothing. @throws `USAGE_INVALID` */
export function refuseIdleVerify(said: Said, ...configs: readonly Pick<ResolvedConfig, "resume">[]): void {
  if (said.verify === undefined || said.resume || said.onlyFailed || configs.some(({ resume }) => resume)) return;
  const expectation = "expected '--resume' or '--only-failed' with '--verify', got neither";
  throw fail("USAGE_INVALID", `Cannot read the command line: ${expectation}`, {
    remedy: "Add '--resume', which skips what an earlier run finished, or leave '--verify' out.",
  });
}
