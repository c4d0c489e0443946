import type { EncodedError } from "@ohcs/context";
import type { ListedAdapter } from "../provider/gpu-provider.ts";
import type { ProviderReference } from "./provider-reference.ts";

/** What a probing process is asked. */
export type ProbeTask =
  | { readonly type: "list"; readonly provider: ProviderReference }
  | { readonly type: "inspect"; readonly provider: ProviderReference; readonly adapter: ListedAdapter };

/** What it answers: the list, the facts, or why there are none. */
export type ProbeReply =
  | { readonly ok: true; readonly value: unknown }
  | { readonly ok: false; readonly error: EncodedError };
