import type { OhcsError } from "@ohcs/context";
import type { CommanderError } from "commander";
import { fail } from "../errors.ts";

/** Why commander refused the command line, in our words: message and remedy. */
export function usageError(error: CommanderError): OhcsError {
  const [first = "", second = ""] = error.message.replace(/^error: /, "").split("\n");
  const suggestion = /Did you mean (?:one of )?(.*)\?\)$/.exec(second)?.[1];
  const message = `Cannot read the command line: ${expectation(error.code, first)}`;
  const details = { reason: error.code.replace("commander.", "") };
  return fail("USAGE_INVALID", message, {
    details,
    ...(suggestion === undefined ? {} : { remedy: `Did you mean '${suggestion.replaceAll(", ", "' or '")}'?` }),
  });
}

function expectation(code: string, text: string): string {
  const quoted = /'([^']*)'/.exec(text)?.[1] ?? "";
  switch (code) {
    case "commander.unknownCommand":
      return `expected a command, got '${quoted}'`;
    case "commander.unknownOption":
      return `expected an option of this command, got '${quoted}'`;
    case "commander.missingArgument":
      return `expected <${quoted}>, got nothing`;
    case "commander.optionMissingArgument":
      return `expected a value for '${quoted}', got nothing`;
    case "commander.missingMandatoryOptionValue":
      return `expected '${quoted}', got nothing`;
    case "commander.invalidArgument":
      return invalidValue(text);
    default:
      return text;
  }
}

/** `option '--workers <n>' argument 'x' is invalid. an integer of 1 or more` */
function invalidValue(text: string): string {
  const match = /^(?:option|command-argument value) '([^']*)' argument '(.*)' is invalid\. (.*)$/s.exec(text);
  return match === null ? text : `expected ${match[3]} for '${match[1]}', got '${match[2]}'`;
}
