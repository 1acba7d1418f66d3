import type { DoorAnswer } from "$lib/api/types";
import { words } from "$lib/words";

/** What was wrong with a passphrase or code, and how long to wait, as sentences; null where it was right. */
export function tryWords(answer: Pick<DoorAnswer, "tried" | "letters" | "wait_seconds">): string | null {
  const say = words.door.wrong;
  if (answer.tried === "right") return null;
  const wrong = answer.tried === "slip" ? say.slip(answer.letters) : say[answer.tried];
  return answer.wait_seconds > 0 ? `${wrong} ${words.door.wait(answer.wait_seconds)}` : wrong;
}
