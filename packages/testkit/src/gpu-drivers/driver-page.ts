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
  const { url, jobs, messages, close } = await hostPage(script);
  const browser = openBrowser(url, (reason) => messages.fail(new Error(reason)));
  const end = (): void => {
    browser.end();
    close();
  };
  try {
    return {
      greeting: (await messages.take()) as Greeting,
      ask(job) {
        jobs.put(job);
        return messages.take() as Promise<Reply>;
      },
      end,
    };
  } catch (error) {
    end();
    throw error;
  }
}
