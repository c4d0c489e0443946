import { fork } from "node:child_process";
import { type Numbered, PendingReplies } from "./pending-replies.ts";
import { driverEnv, type SoftwareDriver } from "./software-drivers.ts";

/** A process that sees one driver only, so that a crash does not end the tests. */
export interface DriverProcess<Greeting, Job, Reply> {
  /** Its first message. */
  readonly greeting: Greeting;
  /** Sends a job, which may hold typed arrays, and resolves with its reply; jobs are run one at a time. */
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
  const replies = new PendingReplies();
  child.on("message", (message) => replies.receive(message as Numbered));
  child.on("error", (error) => replies.fail(error));
  child.once("exit", (code, signal) => replies.fail(new Error(endedBy(signal ?? `exit code ${code}`))));
  return {
    greeting: (await replies.expect().reply) as Greeting,
    ask(job) {
      const { id, reply } = replies.expect();
      // If the process is gone, its exit reason is more informative.
      child.send({ id, value: job }, () => undefined);
      return reply as Promise<Reply>;
    },
    end: () => void child.kill("SIGKILL"),
  };
}

function endedBy(how: string): string {
  return `the process with a driver ended: ${how}`;
}
