import type { ConfigFile } from "./config-source.ts";

/** Types a configuration written in TypeScript or JavaScript (`ohcs.config.ts`); returns it unchanged. */
export function defineConfig(config: ConfigFile): ConfigFile {
  return config;
}
