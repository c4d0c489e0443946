import { sha256Hex } from "@ohcs/context";
import { fail } from "../errors.ts";
import { bundleModule } from "./bundle-module.ts";
import type { UserModule } from "./user-module.ts";

/** Bundles and evaluates a module that the user named. @throws `USER_MODULE_INVALID` */
export async function loadModule(file: string): Promise<UserModule> {
  const code = await bundleModule(file);
  const sha256 = sha256Hex(code);
  return { name: `user:${sha256}`, sha256, code, exports: await evaluate(file, code) };
}

async function evaluate(file: string, code: string): Promise<Readonly<Record<string, unknown>>> {
  const url = `data:text/javascript;base64,${Buffer.from(code).toString("base64")}`;
  try {
    return (await import(url)) as Readonly<Record<string, unknown>>;
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw fail("USER_MODULE_INVALID", `Cannot load '${file}': expected a module that loads, got '${reason}'`, {
      details: { file },
      cause: error,
    });
  }
}
