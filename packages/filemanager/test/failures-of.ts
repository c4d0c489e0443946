import { isOhcsError } from "@ohcs/context";
import { type BackendConformance, backendConformance } from "@ohcs/testkit";

/** Runs the suite; the names of the tests that failed. */
export async function failuresOf(subject: Omit<BackendConformance, "test">): Promise<string[]> {
  const tests: [string, () => Promise<void>][] = [];
  backendConformance({ ...subject, test: (name, body) => tests.push([name, body]) });
  const failed: string[] = [];
  for (const [name, body] of tests)
    await body().catch((error: unknown) => {
      if (!isOhcsError(error)) throw error;
      failed.push(name);
    });
  return failed;
}
