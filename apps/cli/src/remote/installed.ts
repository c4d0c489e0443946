import { fail } from "../errors.ts";

/** An entry of `@ohcs/distributed`, which is installed only where runs take more than one machine. @throws `DISTRIBUTED_NOT_INSTALLED` */
export async function installed<Entry>(loading: Promise<Entry>): Promise<Entry> {
  try {
    return await loading;
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code !== "ERR_MODULE_NOT_FOUND") throw cause;
    const message = "Cannot use other machines: expected '@ohcs/distributed' to be installed, got no such package";
    throw fail("DISTRIBUTED_NOT_INSTALLED", message, { cause });
  }
}
