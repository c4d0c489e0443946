import { randomBytes } from "node:crypto";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { createAdaptorServer } from "@hono/node-server";
import { fail } from "../errors.ts";
import type { PlateImages } from "../images/plate-images.ts";
import { viewerApp } from "./viewer-app.ts";

/** Where a viewer listens. */
export interface ServeOptions {
  /** A name or address. Anything but loopback lets other machines connect. @default "127.0.0.1" */
  readonly host?: string;
  /** 0 takes a free one. @default 0 */
  readonly port?: number;
}

/** A viewer that listens. */
export interface Viewer {
  /** The address to open, with its token. */
  readonly url: string;
  readonly host: string;
  /** Ends all connections, and closes the images. */
  close(): Promise<void>;
}

/** The folder of the built page. It works from any web server: `index.html?zarr=URL` shows an OME-Zarr plate of the same origin. */
export const viewerPage: string = join(fileURLToPath(import.meta.resolve("@ohcs/viewer/package.json")), "../dist/page");

/** Serves the page of a viewer and the images that it shows, until closed. @throws `VIEW_ADDRESS_TAKEN` */
export async function serveViewer(images: PlateImages, options: ServeOptions = {}): Promise<Viewer> {
  const { host = "127.0.0.1", port: wanted = 0 } = options;
  const token = randomBytes(24).toString("base64url");
  let answer = async (_request: Request): Promise<Response> => new Response(null, { status: 503 });
  const server = createAdaptorServer({ fetch: (request: Request) => answer(request) });
  await new Promise<void>((resolve, reject) => {
    server.once("error", (cause: NodeJS.ErrnoException) => reject(taken(host, wanted, cause)));
    server.listen(wanted, host, resolve);
  });
  const { port } = server.address() as AddressInfo;
  const app = viewerApp({ images, page: viewerPage, host, port, token });
  answer = async (request) => app.fetch(request);
  const name = host.includes(":") ? `[${host}]` : host;
  const zarr = images.zarr === null ? "" : "&zarr=zarr";
  return {
    url: `http://${name}:${port}/?token=${token}${zarr}`,
    host,
    close: async () => {
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      if ("closeAllConnections" in server) server.closeAllConnections();
      await closed;
      await images.close();
    },
  };
}

function taken(host: string, port: number, cause: NodeJS.ErrnoException): Error {
  const got = cause.code ?? cause.message;
  return fail("VIEW_ADDRESS_TAKEN", `Cannot listen at '${host}', port ${port}: expected a free one, got '${got}'`, {
    cause,
    details: { host, port },
  });
}
