import type { ImageStack } from "../image/image-stack.ts";
import type { InputDeclaration } from "./function-declaration.ts";
import type { JsonInput, TableInput } from "./function-implementation.ts";

/** The inputs of a function by name, as it declares them. */
export type InputDeclarations = Readonly<Record<string, InputDeclaration>>;

/** The inputs of a function that does not declare any. */
export type UsualInputs = {
  readonly image: { readonly kind: "image" };
};

/**
 * What a function receives for the inputs that it declares: planes for `image` and `labels`, tables, JSON; those that are
 * `optional` may be absent, and `*` stands for any further name. `Image` is the kind of stack: on the CPU, or on a device.
 */
export type DeclaredInputs<Inputs, Image = ImageStack> = string extends keyof Inputs
  ? Readonly<Record<string, Image | TableInput | JsonInput>>
  : Named<Inputs, Image> & Further<Inputs, Image>;

type Named<Inputs, Image> = {
  readonly [Name in keyof Inputs as Name extends "*" ? never : RequiredName<Inputs, Name>]: Received<
    Inputs[Name],
    Image
  >;
} & {
  readonly [Name in keyof Inputs as Name extends "*" | RequiredName<Inputs, Name> ? never : Name]?: Received<
    Inputs[Name],
    Image
  >;
};

type Further<Inputs, Image> = Inputs extends { readonly "*": infer Declaration }
  ? { readonly [name: string]: Received<Declaration, Image> }
  : unknown;

/** The name itself where the pipeline must give the input; else never. */
type RequiredName<Inputs, Name extends keyof Inputs> = "optional" extends keyof Inputs[Name]
  ? Inputs[Name] extends { readonly optional: false }
    ? Name
    : never
  : Name;

type Received<Declaration, Image> = Declaration extends { readonly kind: infer Kind }
  ? Kind extends "table"
    ? TableInput
    : Kind extends "json"
      ? JsonInput
      : Image
  : never;
