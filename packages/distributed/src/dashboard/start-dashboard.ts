import { randomBytes, timingSafeEqual } from "node:crypto";
import { once } from "node:events";
import type { AddressInfo } from "node:net";
import { createBullBoard } from "@bull-board/api";
import { BullMQAdapter } from "@bull-board/api/bullMQAdapter";
import { HonoAdapter } from "@bull-board/hono";
import { serve } from "@hono/node-server";
import { serveStatic } from "@hono/node-server/serve-static";
import { Hono } from "hono";
import { deleteCookie, getCookie, setCookie } from "hono/cookie";
import { openQueues, type Queues } from "../bullmq/open-queues.ts";
import { queueUrl } from "../bullmq/queue-url.ts";
import { GPU_CLASS, PLATES, prefixOf, USUAL_CLASS, wellsQueue } from "../bullmq/queues.ts";

/** The pages of the queues, and their connections. */
interface Board {
  readonly routes: Hono;
  close(): Promise<void>;
}

export interface DashboardOptions {
  /** URL of Redis, Valkey or, beta, PostgreSQL. @default OHCS_QUEUE_URL or REDIS_URL of the environment, else this machine */
  readonly url?: string;
  readonly prefix?: string;
  /** Classes of machines whose queues are shown. @default ["cpu", "gpu"] */
  readonly classes?: readonly string[];
  /** @default one that is free */
  readonly port?: number;
}

/** A page that is served. */
export interface Dashboard {
  /** The address with its token: with it one may cancel and repeat jobs. */
  readonly url: string;
  close(): Promise<void>;
}

const COOKIE = "ohcs-dashboard";

/**
 * Serves the queues on this machine's own address only, to those who know its token; the first call with the token leaves a cookie.
 * @throws `QUEUE_UNREACHABLE`
 */
export async function startDashboard(options: DashboardOptions = {}): Promise<Dashboard> {
  const queues = await openQueues(queueUrl(options.url), prefixOf(options.prefix));
  const token = randomBytes(16).toString("hex");
  const board = createBoard(queues, options.classes ?? [USUAL_CLASS, GPU_CLASS]);
  const app = new Hono();
  app.use(async (context, next) => {
    const asked = context.req.query("token");
    if (isSame(asked, token)) {
      setCookie(context, COOKIE, token, { httpOnly: true, sameSite: "Strict" });
      return context.redirect(context.req.path);
    }
    if (isSame(getCookie(context, COOKIE), token)) return next();
    deleteCookie(context, COOKIE);
    return context.text("Open the address that 'ohcs dashboard' printed, with its token.", 401);
  });
  app.route("/", board.routes);
  const server = serve({ fetch: app.fetch, hostname: "127.0.0.1", port: options.port ?? 0 });
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}/?token=${token}`,
    close: async () => {
      server.close();
      await board.close();
    },
  };
}

function isSame(asked: string | undefined, token: string): boolean {
  if (asked === undefined || asked.length !== token.length) return false;
  return timingSafeEqual(Buffer.from(asked), Buffer.from(token));
}

/** The queues of wells of these classes, and that of plates. */
function createBoard(server: Queues, classes: readonly string[]): Board {
  const queues = [...classes.map(wellsQueue), PLATES].map((name) => server.queue(name));
  const adapter = new HonoAdapter(serveStatic);
  adapter.setBasePath("/");
  createBullBoard({ queues: queues.map((queue) => new BullMQAdapter(queue)), serverAdapter: adapter });
  return {
    routes: adapter.registerPlugin() as unknown as Hono,
    close: async () => {
      await Promise.all(queues.map((queue) => queue.close()));
      await server.close();
    },
  };
}
