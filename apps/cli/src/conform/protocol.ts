import type { BackendCapabilities, EncodedError } from "@ohcs/context";
import type { FoundModule } from "ohcs/modules";
import type { Measurement } from "./measure-backend.ts";

/** Start-up data of the thread in which exports are tested. */
export interface ConformStartup {
  readonly module: Pick<FoundModule, "url" | "title">;
  /** Options of handlers and runners, and of backends, with `{folder}` where each store gets a folder of its own; parameters of functions. */
  readonly options: unknown;
  /** Absolute folder in which those folders are made. */
  readonly scratch: string;
  /** Absolute folders of plates for handlers. */
  readonly plates: readonly string[];
}

/** An export that `defineBackend`, `defineHandler`, `defineFunction` or `defineRunner` made. */
export interface FoundExport {
  readonly kind: "backend" | "handler" | "function" | "runner";
  readonly export: string;
  readonly name: string;
  readonly version: string;
}

/** What is found in a module. */
export interface FoundExports {
  readonly subjects: readonly FoundExport[];
  /** Names of the exports for which there is no suite. */
  readonly others: readonly string[];
}

/** The suite of an export: the names of its tests, and for backends what an instance states, from which they follow. */
export interface OpenedExport {
  readonly capabilities: BackendCapabilities | null;
  readonly tests: readonly string[];
}

/** What the thread can be asked. Each question is answered once. */
export interface Questions {
  readonly find: { readonly given: Readonly<Record<string, never>>; readonly answer: FoundExports };
  readonly open: { readonly given: { readonly export: string }; readonly answer: OpenedExport };
  readonly test: {
    readonly given: {
      readonly export: string;
      readonly capabilities: BackendCapabilities | null;
      readonly index: number;
    };
    readonly answer: null;
  };
  readonly measure: { readonly given: { readonly export: string }; readonly answer: Measurement };
}

/** A question on its way. */
export type Question = {
  readonly [Kind in keyof Questions]: { readonly kind: Kind; readonly given: Questions[Kind]["given"] };
}[keyof Questions];

/** The reply: the result of the request, or its error. */
export type Reply<Value = unknown> =
  | { readonly ok: true; readonly value: Value }
  | { readonly ok: false; readonly error: EncodedError };
