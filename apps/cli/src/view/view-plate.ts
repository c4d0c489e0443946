import { once } from "node:events";
import { isLoopback, serveViewer } from "@ohcs/viewer/disk";
import { listenForInterrupts } from "../program/interrupts.ts";
import { EXIT, type Outcome, type Session } from "../program/session.ts";
import { type ImagesValues, openImages } from "./open-images.ts";

/** What `ohcs view` takes. */
export interface ViewValues extends ImagesValues {
  readonly host: string | undefined;
  readonly port: number | undefined;
}

/** Serves a plate, or each of several at an address of its own, until Ctrl-C. @throws errors of `openImages`, `VIEW_ADDRESS_TAKEN` */
export async function viewPlate({ host, port, ...values }: ViewValues, session: Session): Promise<Outcome> {
  const { err } = session.terminal;
  const { bold, dim, yellow } = err.style.colors;
  const plates = await openImages(values, session.directory);
  const viewers = await Promise.all(
    plates.map((images, i) => {
      const own = port === undefined || port === 0 ? 0 : port + i;
      return serveViewer(images, { port: own, ...(host === undefined ? {} : { host }) });
    }),
  );
  const interrupts = listenForInterrupts();
  if (viewers.some((viewer) => !isLoopback(viewer.host)))
    err.write(
      `${yellow("warning")} other machines can connect, without encryption: anyone with the address sees the plate\n`,
    );
  for (const [i, { url }] of viewers.entries()) err.write(`${plates[i]?.name}: ${bold(url)}\n`);
  err.write(`${dim(`Ctrl-C ends the viewer${viewers.length > 1 ? "s" : ""}`)}\n`);
  if (!interrupts.signal.aborted) await once(interrupts.signal, "abort");
  interrupts.release();
  await Promise.all(viewers.map((viewer) => viewer.close()));
  return { exitCode: EXIT.success, json: { urls: viewers.map(({ url }) => url) }, text: () => "" };
}
