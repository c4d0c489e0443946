import type { BackendCapabilities, EncodedError } from "@ohcs/context";
import type { Measurement } from "./measure-backend.ts";
import type { ModuleLocation } from "./module-location.ts";

/** What the thread in which backends are tested is told when it starts. */
export interface ConformStartup {
  readonly module: ModuleLocation;
  /** Options of the backends, with `{folder}` where each store gets a folder of its own. */
  readonly options: unknown;
  /** Absolute folder in which those folders are made. */
  readonly scratch: string;
}

/** An export that `defineBackend` made. */
export interface FoundBackend {
  readonly export: string;
  readonly name: string;
  readonly version: string;
}

/** What is found in a module. */
export interface FoundExports {
  readonly backends: readonly FoundBackend[];
  /** Names of the exports that are no backends. */
  readonly others: readonly string[];
}

/** A backend that was opened: what it states, and the names of the tests that follow from it. */
export interface OpenedBackend {
  readonly capabilities: BackendCapabilities;
  readonly tests: readonly string[];
}

/** What the thread can be asked. Each question is answered once. */
export interface Questions {
  readonly find: { readonly given: Readonly<Record<string, never>>; readonly answer: FoundExports };
  readonly open: { readonly given: { readonly export: string }; readonly answer: OpenedBackend };
  readonly test: {
    readonly given: { readonly export: string; readonly capabilities: BackendCapabilities; readonly index: number };
    readonly answer: null;
  };
  readonly measure: { readonly given: { readonly export: string }; readonly answer: Measurement };
}

/** A question on its way. */
export type Question = {
  readonly [Kind in keyof Questions]: { readonly kind: Kind; readonly given: Questions[Kind]["given"] };
}[keyof Questions];

/** What comes back: what was asked for, or why not. */
export type Reply<Value = unknown> =
  | { readonly ok: true; readonly value: Value }
  | { readonly ok: false; readonly error: EncodedError };
