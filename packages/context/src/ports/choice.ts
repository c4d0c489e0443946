import type { Json } from "../contexts/json.ts";

/** Options of a backend or runner as contexts and records carry them: plain JSON. */
export type BackendOptions = Readonly<Record<string, Json>>;

/** How a user selects a backend or a runner: by its short name or module, alone or with options. */
export type Choice = string | { readonly use: string; readonly with?: BackendOptions };
