import { type ChildProcess, spawn } from "node:child_process";
import { join } from "node:path";
import { unpackedOnce } from "./chromium-package.ts";
import type { DriverProcess } from "./driver-process.ts";
import { hostPage } from "./page-host.ts";

/** How a program is started. */
export interface BrowserCommand {
  readonly executablePath: string;
  readonly args: readonly string[];
  readonly env: Readonly<Record<string, string | undefined>>;
}

/** As root and in containers there is no sandbox; the adapter is SwiftShader. */
const ARGUMENTS = [
  "--headless",
  "--no-sandbox",
  "--no-zygote",
  "--enable-unsafe-webgpu",
  "--use-webgpu-adapter=swiftshader",
];

/** The headless Chromium of `@sparticuz/chromium`, which must be installed: see {@link mustHaveSwiftShader}. */
export function headlessChromium(): BrowserCommand {
  const folder = unpackedOnce("chromium", "chromium", "al2023.tar", "swiftshader.tar");
  const env = { ...process.env, LD_LIBRARY_PATH: folder };
  return { executablePath: join(folder, "chromium"), args: ARGUMENTS, env };
}

/**
 * Opens the page in a browser of its own, whose WebGPU is SwiftShader's; `onEnd` is called with the reason for its end.
 */
function openBrowser(url: string, onEnd: (reason: string) => void): { end(): void } {
  const { executablePath, args, env } = headlessChromium();
  const browser = spawn(executablePath, [...args, url], { stdio: ["ignore", "ignore", "pipe"], env });
  const said = lastWords(browser);
  browser.once("error", ({ message }) => onEnd(message));
  browser.once("exit", (code, signal) => {
    onEnd(`the browser ended: ${signal ?? `exit code ${code}`}\n${said()}`);
  });
  return { end: () => void browser.kill() };
}

function lastWords({ stderr }: ChildProcess): () => string {
  let words = "";
  stderr?.setEncoding("utf8").on("data", (text: string) => {
    words = (words + text).slice(-2000);
  });
  return () => words;
}

/**
 * Opens a page in a headless browser whose `navigator.gpu` computes on the CPU, and communicates with it as with a
 * process. `script` is a module without imports that calls `serveJobs` of `@ohcs/testkit/driver-page`. Requires that
 * `swiftShader()` is not null.
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
