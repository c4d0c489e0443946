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
