import type { ChatSession } from "./session";
import { offerBack } from "./takenOff";
import { tellNothingLeft } from "./turnHandlers";

/**
 * Asks again without the images that were in the way, and offers to put them back.
 * @param isOpen whether the conversation is open here still: only then it can be changed
 */
export async function sendWithoutImages(
  session: ChatSession,
  answerId: string,
  isOpen: () => boolean,
): Promise<void> {
  const back = session.tryWithoutImages(answerId);
  if (back === undefined) {
    tellNothingLeft();
    return;
  }
  await offerBack(session, back, isOpen);
}
