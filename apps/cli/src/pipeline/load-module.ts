import { sha256Hex } from "@ohcs/context";
import { bundleModule } from "./bundle-module.ts";
import { codeUrl, evaluateModule } from "./evaluate-module.ts";
import type { UserModule } from "./user-module.ts";

/** Bundles and evaluates a module that the user named. @throws `USER_MODULE_INVALID` */
export async function loadModule(file: string): Promise<UserModule> {
  const code = await bundleModule(file);
  return { name: `user:${sha256Hex(code)}`, code, exports: await evaluateModule(codeUrl(code), file) };
}
