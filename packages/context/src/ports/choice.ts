import { Type } from "@sinclair/typebox";
import type { Json } from "../contexts/json.ts";

/** Options of a backend or runner as contexts and records carry them: plain JSON. */
export type BackendOptions = Readonly<Record<string, Json>>;

/** How a user selects a backend or a runner: by its short name or module, alone or with options. */
export type Choice = string | { readonly use: string; readonly with?: BackendOptions };

/** The schemas of a choice: a name or module, alone or with options. A text in braces is JSON, not a name. */
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
