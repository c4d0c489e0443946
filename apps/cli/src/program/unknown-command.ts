import { didYouMean } from "ohcs/modules";
import { fail } from "../errors.ts";

/** Says that there is no such command, and which was probably meant. */
export function unknownCommand(name: string, commands: readonly string[]): Error {
  const remedy = didYouMean(name, commands);
  return fail("USAGE_INVALID", `Cannot read the command line: expected a command, got '${name}'`, {
    details: { reason: "unknownCommand" },
    ...(remedy === null ? {} : { remedy }),
  });
}
