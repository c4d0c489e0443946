import { Type } from "@ohcs/context";

/** A name or module, alone or with options. A text in braces is JSON, not a name. */
export const choiceForms = [
  { type: "string", minLength: 1, pattern: "^[^{]" },
  Type.Object(
    {
      use: Type.String({ minLength: 1, description: "Name, 'package#export' or './file.ts#export'." }),
      with: Type.Optional(
        Type.Record(Type.String(), Type.Unknown(), {
          description: "Options; texts that begin with {output} or {source} begin with that folder.",
        }),
      ),
    },
    { additionalProperties: false },
  ),
];
