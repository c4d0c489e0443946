import { expect, test } from "vitest";
import { isPostgres, queueUrl, shownUrl } from "./queue-url.ts";

test("the server is what an option names, else what the environment says, else on this machine", () => {
  const environment = { OHCS_QUEUE_URL: "rediss://user:secret@server:6380", REDIS_URL: "redis://other" };
  expect(queueUrl("postgres://db/lab", environment)).toBe("postgres://db/lab");
  expect(queueUrl(undefined, environment)).toBe(environment.OHCS_QUEUE_URL);
  expect(queueUrl(undefined, { REDIS_URL: "redis://other" })).toBe("redis://other");
  expect(queueUrl(undefined, {})).toBe("redis://127.0.0.1:6379");
  expect([isPostgres("postgresql://db/lab"), isPostgres("rediss://server")]).toEqual([true, false]);
});

test.each(["redis://:secret@server", "postgres://u:secret@db/lab", "redis://server?password=secret"])(
  "the password in %s is refused as an option, which records keep, and shown nowhere",
  (url) => {
    const refusal = expect.objectContaining({ code: "QUEUE_SECRET_NAMED" });
    expect(() => queueUrl(url)).toThrow(refusal);
    expect(queueUrl(undefined, { OHCS_QUEUE_URL: url })).toBe(url);
    expect(shownUrl(url)).not.toContain("secret");
  },
);

test.each(["server:secret", "amqp://u:secret@server", "http://u:secret@server"])(
  "%s is no queue, and the error does not repeat it",
  (url) => {
    expect(() => queueUrl(undefined, { OHCS_QUEUE_URL: url })).toThrow(
      expect.objectContaining({ code: "QUEUE_URL_INVALID", message: expect.not.stringContaining("secret") }),
    );
  },
);
