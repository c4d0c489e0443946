import type { OptionDeclarations, OptionValues } from "./options.ts";
import type { Outcome, Session } from "./session.ts";

/**
 * The positional arguments of a command by name, each with one sentence; one with `...` stands for several,
 * and what ends in `?` may be left out.
 */
export type ArgumentDeclarations = Readonly<Record<string, string>>;

type ArgumentValues<Arguments extends ArgumentDeclarations> = {
  readonly [Key in keyof Arguments as Bare<Key>]: Key extends `${string}...` | `${string}...?`
    ? readonly string[]
    : Key extends `${string}?`
      ? string | undefined
      : string;
};

/** `plates...?` → `plates` */
type Bare<Key> = Key extends `${infer Name}...?` | `${infer Name}...` | `${infer Name}?` ? Name : Key;

/** What is typed after `ohcs`: a declaration and one call into the library, which is loaded only then. */
export interface CommandDefinition<Arguments extends ArgumentDeclarations, Options extends OptionDeclarations> {
  readonly name: string;
  readonly summary: string;
  readonly arguments: Arguments;
  readonly options: Options;
  /** Lines shown below the help: what people type most. */
  readonly examples: readonly string[];
  readonly run: (values: ArgumentValues<Arguments> & OptionValues<Options>, session: Session) => Promise<Outcome>;
}

/** A command whose values are checked by its own declaration only. */
export interface CommandDeclaration extends Omit<CommandDefinition<ArgumentDeclarations, OptionDeclarations>, "run"> {
  readonly run: (values: Readonly<Record<string, unknown>>, session: Session) => Promise<Outcome>;
}

/** Declares a command. The values that `run` gets have the types that its arguments and options say. */
export function defineCommand<const Arguments extends ArgumentDeclarations, const Options extends OptionDeclarations>(
  definition: CommandDefinition<Arguments, Options>,
): CommandDeclaration {
  // Sound because `addCommand` fills in exactly the declared keys with what the declared parsers return.
  return definition as unknown as CommandDeclaration;
}
