import type { EncodedError } from "@ohcs/context";
import type { ListedAdapter } from "../provider/gpu-provider.ts";
import type { ProviderReference } from "./provider-reference.ts";

/** A task for a probing process. */
export type ProbeTask =
  | { readonly type: "list"; readonly provider: ProviderReference }
  | { readonly type: "inspect"; readonly provider: ProviderReference; readonly adapter: ListedAdapter };

/** Its answer: the list, the facts, or the reason for their absence. */
export type ProbeReply =
  | { readonly ok: true; readonly value: unknown }
  | { readonly ok: false; readonly error: EncodedError };
