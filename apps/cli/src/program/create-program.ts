import { Command } from "commander";
import { addCommand } from "./add-command.ts";
import type { CommandDeclaration } from "./options.ts";

const DESCRIPTION = "High-content-screening image processing: plates in, images and tables out.";
const AFTER = `
A first plate in two lines:
  $ ohcs synth demo --wells 8
  $ ohcs run demo -p preset:stitch-and-count
`;

/** What happens when a command was read: it gets the values of its arguments and options. */
export type Dispatch = (command: CommandDeclaration, values: Readonly<Record<string, unknown>>) => Promise<void>;

/** The whole command line, ready to parse. It prints nothing but help and version, and never ends the process. */
export function createProgram(
  commands: readonly CommandDeclaration[],
  version: string,
  writeOut: (text: string) => void,
  dispatch: Dispatch,
): Command {
  const program = new Command("ohcs")
    .description(DESCRIPTION)
    .version(version, "--version", "print the version")
    .addHelpText("after", AFTER)
    // Options of a command are its own, also where the program has one of the same name: 'convert --version 0.4'.
    .enablePositionalOptions()
    .configureOutput({ writeOut, writeErr: () => {}, outputError: () => {} })
    .exitOverride();
  for (const command of commands) addCommand(program, command, (values) => dispatch(command, values));
  addHelp(program);
  return program;
}

/** Adds `help [command]`, in place of commander's own, which does not say what is wrong where there is no such command. */
function addHelp(program: Command): void {
  program
    .helpCommand(false)
    .command("help")
    .argument("[command]", "the command to describe")
    .summary("Show the help of a command")
    .allowUnknownOption()
    .allowExcessArguments()
    .action(async (name?: string) => {
      const { commands } = program;
      const found = name === undefined ? program : commands.find((command) => command.name() === name);
      if (found !== undefined) found.help();
      const { unknownCommand } = await import("./unknown-command.ts");
      throw unknownCommand(
        name ?? "",
        commands.map((command) => command.name()),
      );
    });
}
