import { fail } from "../errors.ts";

/** A URL under which bundled code can be imported, with nothing on disk. */
export function codeUrl(code: string): string {
  return `data:text/javascript;base64,${Buffer.from(code).toString("base64")}`;
}

/** What the module at `url` exports; `file` is what messages call it. @throws `USER_MODULE_INVALID` */
export async function evaluateModule(url: string, file: string): Promise<Readonly<Record<string, unknown>>> {
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
