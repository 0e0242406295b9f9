import type { ContextItem } from "./context";
import type { Conversation, Turn, UserTurn } from "./conversation";
import type { AttachedImage } from "./image";
import type { Failure, ImagePlace } from "./failure";

/** An image of a conversation, and where it is attached. */
export interface SentImage {
  readonly turnId: string;
  readonly item: ContextItem & { readonly image: AttachedImage };
}

/** Whether the API declined to answer: such a question is not sent again. */
export function isRefused(turn: Turn | undefined): boolean {
  return (
    turn?.role === "assistant" && turn.status.type === "complete" && turn.status.stopReason === "refusal"
  );
}

/** The questions that a request has, each with the turn after it, in their order. */
export function sentQuestions(
  conversation: Conversation,
): readonly { readonly question: UserTurn; readonly answer: Turn | undefined }[] {
  return conversation.turns.flatMap((question, index) => {
    const answer = conversation.turns[index + 1];
    return question.role === "user" && !isRefused(answer) ? [{ question, answer }] : [];
  });
}

/** The images that a request has, in the order in which they go out. */
export function sentImages(conversation: Conversation): readonly SentImage[] {
  return sentQuestions(conversation).flatMap(({ question }) => imagesOf(question));
}

/** The images of one question. */
export function imagesOf({ id, context }: UserTurn): readonly SentImage[] {
  return context.flatMap((item) =>
    item.image === undefined ? [] : [{ turnId: id, item: { ...item, image: item.image } }],
  );
}

/** Where an image is, for a failure that is about it. */
export function placeOfImage({ turnId, item }: SentImage): ImagePlace {
  return { turnId, id: item.id, name: item.fileName };
}

/** The images that `sendWithoutImages` takes off, after this failure. */
export function imagesInTheWay(failure: Failure, conversation: Conversation): readonly ImagePlace[] {
  switch (failure.kind) {
    case "imageRefused":
      return failure.images;
    case "noImageInput":
      return sentImages(conversation).map(placeOfImage);
    default:
      return [];
  }
}
