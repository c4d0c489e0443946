import { type ChildProcess, fork } from "node:child_process";
import { driverEnv, type SoftwareDriver } from "./software-drivers.ts";

/** A process that sees one driver alone: what crashes there leaves the tests alive. */
export interface DriverProcess<Greeting, Job, Reply> {
  /** Its first message. */
  readonly greeting: Greeting;
  /** Sends a job, which may hold typed arrays, and resolves with the next message; one job at a time. */
  ask(job: Job): Promise<Reply>;
  end(): void;
}

/** Starts the module `entry` as a process, which sends a greeting and then answers each message. Rejects when it ends before it answers. */
export async function startDriverProcess<Greeting, Job extends object, Reply>(
  entry: URL,
  driver: SoftwareDriver,
): Promise<DriverProcess<Greeting, Job, Reply>> {
  const env = { ...process.env, ...driverEnv(driver) };
  // Dawn prints to standard output, and advanced serialisation carries typed arrays.
  const child = fork(entry, [], { stdio: ["ignore", "ignore", "inherit", "ipc"], env, serialization: "advanced" });
  return {
    greeting: await nextMessage<Greeting>(child),
    ask(job) {
      const reply = nextMessage<Reply>(child);
      child.send(job);
      return reply;
    },
    end: () => void child.kill("SIGKILL"),
  };
}

function nextMessage<T>(child: ChildProcess): Promise<T> {
  return new Promise((resolve, reject) => {
    const exited = (code: number | null, signal: string | null): void => {
      reject(new Error(`the process with a driver ended: ${signal ?? `exit code ${code}`}`));
    };
    child.once("exit", exited);
    child.once("message", (message) => {
      child.off("exit", exited);
      resolve(message as T);
    });
  });
}
