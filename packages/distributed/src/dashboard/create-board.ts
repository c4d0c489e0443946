import { createBullBoard } from "@bull-board/api";
import { BullMQAdapter } from "@bull-board/api/bullMQAdapter";
import { HonoAdapter } from "@bull-board/hono";
import { serveStatic } from "@hono/node-server/serve-static";
import type { Hono } from "hono";
import type { Queues } from "../bullmq/open-queues.ts";
import { PLATES, wellsQueue } from "../bullmq/queues.ts";

/** The pages of the queues, and their connections. */
export interface Board {
  readonly routes: Hono;
  close(): Promise<void>;
}

/** The queues of wells of these classes, and that of plates. */
export function createBoard(server: Queues, classes: readonly string[]): Board {
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
