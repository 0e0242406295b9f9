import { findTurn } from "../../core/branches";
import { maySendAgain } from "./hiddenConsent";
import type { ChatSession } from "./session";

/**
 * Asks the question of an answer that failed again, as `session.tryAgain` does, once the person agrees to what hides in it.
 * @param isForced the person was told why it was held back, and wants it all the same
 */
export async function tryAgain(session: ChatSession, answerId: string, isForced = false): Promise<void> {
  const answer = findTurn(session.conversation, answerId);
  if (answer?.role === "assistant" && (await mayAskAgain(session, answer.parentId))) {
    session.tryAgain(answerId, isForced);
  }
}

/** Whether this question of a conversation may go out once more; the person is asked where it hides something. */
export async function mayAskAgain(session: ChatSession, questionId: string): Promise<boolean> {
  const question = findTurn(session.conversation, questionId);
  return question?.role === "user" && (await maySendAgain(question));
}
