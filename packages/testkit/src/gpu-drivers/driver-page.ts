import { openBrowser } from "./browser.ts";
import type { DriverProcess } from "./driver-process.ts";
import { hostPage } from "./page-host.ts";

/**
 * Opens a page in a headless browser whose `navigator.gpu` computes on the CPU, and speaks with it as with a process. `script` is
 * a module without imports that calls `serveJobs` of `@ohcs/testkit/driver-page`. Where `swiftShader()` is not null.
 */
export async function startDriverPage<Greeting, Job extends object, Reply>(
  script: string,
): Promise<DriverProcess<Greeting, Job, Reply>> {
  const { url, jobs, replies, close } = await hostPage(script);
  const browser = openBrowser(url, (reason) => replies.fail(new Error(reason)));
  const end = (): void => {
    browser.end();
    close();
  };
  try {
    return {
      greeting: (await replies.expect().reply) as Greeting,
      ask(job) {
        const { id, reply } = replies.expect();
        jobs.put({ id, value: job });
        return reply as Promise<Reply>;
      },
      end,
    };
  } catch (error) {
    end();
    throw error;
  }
}
