import { longTimer } from "../../cancel/long-timer.ts";
import { fail } from "../../errors.ts";

/** How long a GPU is waited for, and who hears that it was in vain. */
export interface Patience {
  readonly patienceMs: number;
  readonly onHung: () => void;
}

/** A GPU's answer, unless it takes too long; `act` is what it was asked for. @throws `GPU_HUNG` */
export function answerWithin<Answer>(
  { patienceMs, onHung }: Patience,
  act: string,
  answer: Promise<Answer>,
): Promise<Answer> {
  let timer: ReturnType<typeof longTimer>;
  const late = new Promise<never>((_, reject) => {
    timer = longTimer(() => {
      onHung();
      reject(fail("GPU_HUNG", `Cannot ${act}: expected the GPU's answer within ${patienceMs} ms, got none`));
    }, patienceMs);
  });
  // Nobody listens any more once it is late.
  answer.catch(() => undefined);
  return Promise.race([answer, late]).finally(() => clearTimeout(timer));
}
