import { expect, test } from "vitest";
import { PendingReplies } from "./pending-replies.ts";

test("a reply goes to the job of its number, in any order", async () => {
  const replies = new PendingReplies();
  const [late, first, second] = [replies.expect(), replies.expect(), replies.expect()];
  for (const { id } of [second, first]) replies.receive({ id, value: `reply ${id}` });
  expect(await Promise.all([first.reply, second.reply])).toEqual(["reply 1", "reply 2"]);
  const next = replies.expect();
  replies.receive({ id: late.id, value: "too late" });
  replies.receive({ id: next.id, value: "next" });
  expect(await next.reply).toBe("next");
});

test("after the responder has failed, all replies are rejected", async () => {
  const replies = new PendingReplies();
  const before = replies.expect();
  replies.fail(new Error("it crashed"));
  replies.fail(new Error("it ended"));
  await expect(before.reply).rejects.toThrow("it crashed");
  await expect(replies.expect().reply).rejects.toThrow("it crashed");
});
