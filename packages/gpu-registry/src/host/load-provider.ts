import type { GpuProvider } from "../provider/gpu-provider.ts";
import type { ProviderReference } from "./provider-reference.ts";

/** Makes the provider that a reference names, in this process. */
export async function loadProvider({ url, export: name, options }: ProviderReference): Promise<GpuProvider> {
  const module = (await import(url)) as Readonly<Record<string, (options: unknown) => GpuProvider>>;
  const make = module[name];
  if (make === undefined) throw new Error(`Cannot make provider: expected '${url}' to export '${name}', got none`);
  return make(options);
}
