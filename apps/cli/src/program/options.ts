import type { Outcome, Session } from "./session.ts";

/** One option of a command; the key under which it stands gives its name: `plateMap` is `--plate-map`. */
export interface OptionDeclaration<Value> {
  readonly summary: string;
  /** What stands for the value in the help: `--workers <n>`; null for flags. */
  readonly value: string | null;
  readonly short: string | null;
  readonly required: boolean;
  /** The text that the help gives for the default. */
  readonly usual: string | null;
  /** Does it switch off what is on by default, by `--no-…`? */
  readonly isOff: boolean;
  /** May the option be given several times? */
  readonly repeatable: boolean;
  /** Reads the text. @throws `InvalidArgumentError` saying what was expected */
  readonly parse: (text: string) => Value;
}

/** The options of a command by key. */
export type OptionDeclarations = Readonly<Record<string, OptionDeclaration<unknown>>>;

/** What a command receives for its options. */
export type OptionValues<Options extends OptionDeclarations> = {
  readonly [Key in keyof Options]: Options[Key] extends OptionDeclaration<infer Value> ? Value : never;
};

interface Extras {
  readonly short?: string;
  readonly usual?: string;
}

const plain = { short: null, usual: null, required: false, repeatable: false, isOff: false };
const asText = (text: string): string => text;

/** An option that may be left out; its value is text, or what `parse` makes of it. */
export function option(value: string, summary: string, extras?: Extras): OptionDeclaration<string | undefined>;
export function option<Value>(
  value: string,
  summary: string,
  extras: Extras & { readonly parse: (text: string) => Value },
): OptionDeclaration<Value | undefined>;
export function option(
  value: string,
  summary: string,
  extras: Extras & { readonly parse?: (text: string) => unknown } = {},
): OptionDeclaration<unknown> {
  return { ...plain, value, summary, parse: asText, ...extras };
}

/** An option that must be given. */
export function requiredOption(value: string, summary: string, extras: Extras = {}): OptionDeclaration<string> {
  return { ...plain, value, summary, required: true, parse: asText, ...extras };
}

/** An option that may be given several times. */
export function repeatableOption<Item>(
  value: string,
  summary: string,
  parse: (text: string) => Item,
): OptionDeclaration<readonly Item[]> {
  // Commander hands each text over alone; the list is put together where the option is added.
  return { ...plain, value, summary, repeatable: true, parse: (text) => [parse(text)] };
}

/** An option without a value. */
export function flag(summary: string): OptionDeclaration<boolean> {
  return { ...plain, value: null, summary, parse: () => true };
}

/** `--no-…` without a value: false where it is given, else true. */
export function switchedOff(summary: string): OptionDeclaration<boolean> {
  return { ...plain, value: null, summary, isOff: true, parse: () => false };
}

/**
 * The positional arguments of a command by name, each with one sentence; one with `...` stands for several,
 * and what ends in `?` may be left out.
 */
type ArgumentDeclarations = Readonly<Record<string, string>>;

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
interface CommandDefinition<Arguments extends ArgumentDeclarations, Options extends OptionDeclarations> {
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
