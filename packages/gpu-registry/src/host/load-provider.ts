import type { GpuProvider } from "../provider/gpu-provider.ts";
import type { ProviderReference } from "./provider-reference.ts";

/** Creates the provider of a reference in this process. */
export async function loadProvider({ url, export: name, options }: ProviderReference): Promise<GpuProvider> {
  const module = (await import(url)) as Readonly<Record<string, (options: unknown) => GpuProvider>>;
  const make = module[name];
  if (make === undefined) throw new Error(`Cannot make provider: '${url}' does not export '${name}'`);
  return make(options);
}
