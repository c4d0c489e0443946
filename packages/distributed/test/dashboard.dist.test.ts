import { startDashboard } from "@ohcs/distributed/dashboard";
import { expect, test } from "vitest";
import { describeWithQueue } from "./queue.ts";

describeWithQueue("the dashboard", (url) => {
  test("shows the queues to who has its token, on this machine only", async () => {
    const dashboard = await startDashboard({ url, prefix: "dashboard-test" });
    try {
      const { origin, hostname } = new URL(dashboard.url);
      expect(hostname).toBe("127.0.0.1");
      for (const path of ["/", "/api/queues", "/?token=wrong"])
        expect((await fetch(`${origin}${path}`)).status, path).toBe(401);
      const entered = await fetch(dashboard.url, { redirect: "manual" });
      const cookie = entered.headers.get("set-cookie")?.split(";")[0] ?? "";
      const get = async (path: string) => fetch(`${origin}${path}`, { headers: { cookie } });
      const page = await (await get("/")).text();
      const script = /<script[^>]+src="([^"]+)"/.exec(page)?.[1] ?? "";
      expect((await get(new URL(script, `${origin}/`).pathname)).status, script).toBe(200);
      const { queues } = (await (await get("/api/queues")).json()) as { queues: readonly { name: string }[] };
      expect(queues.map(({ name }) => name)).toEqual(["wells.cpu", "wells.gpu", "plates"]);
    } finally {
      await dashboard.close();
    }
  });
});
