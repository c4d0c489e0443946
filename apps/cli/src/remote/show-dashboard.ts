import { listenForInterrupts } from "../program/interrupts.ts";
import { EXIT, type Outcome, type Session } from "../program/session.ts";
import { installed } from "./installed.ts";

/** What `ohcs dashboard` takes. */
interface DashboardValues {
  readonly port: number | undefined;
  readonly class: readonly string[] | undefined;
  readonly prefix: string | undefined;
}

/** Serves the page until it is interrupted. @throws `QUEUE_UNREACHABLE`, `DISTRIBUTED_NOT_INSTALLED` */
export async function showDashboard(values: DashboardValues, { terminal }: Session): Promise<Outcome> {
  const { startDashboard } = await installed(import("@ohcs/distributed/dashboard"));
  const { port, class: classes, prefix } = values;
  const interrupts = listenForInterrupts();
  const dashboard = await startDashboard({
    ...(port === undefined ? {} : { port }),
    ...(classes === undefined ? {} : { classes }),
    ...(prefix === undefined ? {} : { prefix }),
  });
  terminal.err.write(`${dashboard.url}\n`);
  try {
    await interrupts.interrupted;
    return { exitCode: EXIT.success, json: {}, text: () => "" };
  } finally {
    await dashboard.close();
    interrupts.release();
  }
}
