import type { Json } from "../contexts/json.ts";

/** Names a function, backend or runner in a module: a bare specifier or `user:<sha256>`, never a path. */
export interface ModuleReference {
  readonly module: string;
  readonly export: string;
  readonly version: string;
  /** For a package of the user: its version, and the hash of the file that its name resolves to. */
  readonly packageVersion?: string;
  readonly sha256?: string;
}

/** A function call as data. In JSON and YAML `use` may be a short name, resolved in the catalogue. */
export interface FunctionCall {
  readonly use: ModuleReference | string;
  readonly with?: Readonly<Record<string, Json>>;
  /** False removes the call at compile time. @default true */
  readonly enabled?: boolean;
}
