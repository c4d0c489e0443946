import type { Command } from "commander";

/** Adds `help [command]`, in place of commander's own, which does not say what is wrong where there is no such command. */
export function addHelp(program: Command): void {
  program
    .helpCommand(false)
    .command("help")
    .argument("[command]", "the command to tell about")
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
