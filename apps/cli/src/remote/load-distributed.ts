import { fail } from "../errors.ts";

/** What is installed only where runs take more than one machine. @throws `DISTRIBUTED_NOT_INSTALLED` */
export async function loadDistributed() {
  try {
    const [root, bullmq] = await Promise.all([import("@ohcs/distributed"), import("@ohcs/distributed/bullmq")]);
    return { ...root, ...bullmq };
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code !== "ERR_MODULE_NOT_FOUND") throw cause;
    const message = "Cannot use other machines: expected '@ohcs/distributed' to be installed, got no such package";
    throw fail("DISTRIBUTED_NOT_INSTALLED", message, { cause });
  }
}
