import { once } from "node:events";
import { isLoopback, serveViewer } from "@ohcs/viewer/disk";
import { EXIT } from "../program/exit-code.ts";
import { listenForInterrupts } from "../program/interrupts.ts";
import type { Outcome } from "../program/outcome.ts";
import type { Session } from "../program/session.ts";
import { type ImagesValues, openImages } from "./open-images.ts";

/** What `ohcs view` takes. */
export interface ViewValues extends ImagesValues {
  readonly host: string | undefined;
  readonly port: number | undefined;
}

/** Serves a plate until Ctrl-C. @throws errors of `openImages`, `VIEW_ADDRESS_TAKEN` */
export async function viewPlate({ host, port, ...values }: ViewValues, session: Session): Promise<Outcome> {
  const { err } = session.terminal;
  const { bold, dim, yellow } = err.style.colors;
  const images = await openImages(values, session.directory);
  const address = { ...(host === undefined ? {} : { host }), ...(port === undefined ? {} : { port }) };
  const viewer = await serveViewer(images, address);
  const interrupts = listenForInterrupts();
  if (!isLoopback(viewer.host))
    err.write(
      `${yellow("warning")} other machines can connect, without encryption: anyone with the address sees the plate\n`,
    );
  err.write(`${images.name}: ${bold(viewer.url)}\n${dim("Ctrl-C ends the viewer")}\n`);
  if (!interrupts.signal.aborted) await once(interrupts.signal, "abort");
  interrupts.release();
  await viewer.close();
  return { exitCode: EXIT.success, json: { url: viewer.url }, text: () => "" };
}
