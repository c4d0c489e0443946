import { type Command, Option } from "commander";
import type { CommandDeclaration, OptionDeclaration } from "./options.ts";

/** Adds a declared command to the program; `act` is called with its values by key. */
export function addCommand(
  program: Command,
  declaration: CommandDeclaration,
  act: (values: Readonly<Record<string, unknown>>) => Promise<void>,
): void {
  const { name, summary, options, examples } = declaration;
  const command = program.command(name).summary(summary).description(`${summary}.`);
  const names = Object.entries(declaration.arguments).map(([key, description]) =>
    addArgument(command, key, description),
  );
  for (const [key, one] of Object.entries(options)) command.addOption(commanderOption(key, one));
  command.option("--json", "print one JSON document, and everything else to standard error");
  command.option("--verbose", "show stack traces and details");
  if (examples.length > 0)
    command.addHelpText("after", `\nExamples:\n${examples.map((line) => `  $ ${line}\n`).join("")}`);
  command.action((...given: unknown[]) => {
    const positional = names.map((argument, i) => [argument, given[i]]);
    return act({ ...Object.fromEntries(positional), ...command.opts<Record<string, unknown>>() });
  });
}

function addArgument(command: Command, key: string, description: string): string {
  const written = key.replace(/\?$/, "");
  command.argument(key.endsWith("?") ? `[${written}]` : `<${written}>`, description);
  return written.replace(/\.\.\.$/, "");
}

function commanderOption(
  key: string,
  { short, value, summary, required, usual, repeatable, isOff, parse }: OptionDeclaration<unknown>,
): Option {
  const flags = `${short === null ? "" : `-${short}, `}--${isOff ? "no-" : ""}${dashed(key)}${value === null ? "" : ` <${value}>`}`;
  const option = new Option(flags, usual === null ? summary : `${summary} (default: ${usual})`);
  option.makeOptionMandatory(required);
  if (repeatable) option.default([], "none").argParser((text, before) => [...(before as []), ...(parse(text) as [])]);
  else if (value !== null) option.argParser(parse);
  else if (!isOff) option.default(false, "off");
  return option;
}

function dashed(key: string): string {
  return key.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
}
