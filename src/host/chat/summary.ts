import { contextLabel } from "../../core/context";
import { isPending } from "../../core/conversation";
import type { Draft } from "../../core/protocol";
import { isObject } from "../../core/shape";
import { firstLine, titleOf } from "../../core/title";
import type { ReadConversation } from "./conversationFiles";

/** A conversation in a list. */
export interface Summary {
  readonly id: string;
  /** One line, never empty. */
  readonly title: string;
  /** The labels of what was attached to its first question. */
  readonly about: readonly string[];
  /** When something was last asked or answered in it, in milliseconds since 1970. */
  readonly changed: number;
  /** Nothing was asked yet: the title is how the draft begins. */
  readonly isDraft?: true;
  /** How the last answer stands: `pending` when nobody has written its end, perhaps because somebody is writing it. */
  readonly answer?: "pending" | "failed";
}

const mostLabels = 10;

/** What a list shows of a conversation; undefined when nothing was asked in it and nothing is in its composer. */
export function summaryOf(read: ReadConversation, draft: Draft, draftChanged: number): Summary | undefined {
  const { conversation, changed } = read;
  const { id, turns } = conversation;
  const first = turns.find((turn) => turn.role === "user");
  if (first?.role !== "user") {
    const labels = labelsOf(draft.context);
    const title = firstLine(draft.text) || firstLine(labels.join(", "));
    return title === ""
      ? undefined
      : { id, title, about: labels, changed: Math.max(changed, draftChanged), isDraft: true };
  }
  const last = turns.at(-1);
  const status = last?.role === "assistant" ? last.status : undefined;
  const answer =
    status === undefined || status.type === "stopped" || status.type === "complete"
      ? undefined
      : isPending(status)
        ? "pending"
        : "failed";
  return {
    id,
    title: titleOf(conversation) || "…",
    about: labelsOf(first.context),
    changed,
    ...(answer === undefined ? {} : { answer }),
  };
}

function labelsOf(context: Draft["context"]): readonly string[] {
  return context.slice(0, mostLabels).map(contextLabel);
}

/** Whether something read from the disk is a summary, whole. */
export function isSummary(value: unknown): value is Summary {
  if (!isObject(value)) {
    return false;
  }
  const { id, title, about, changed, isDraft, answer } = value;
  return (
    typeof id === "string" &&
    typeof title === "string" &&
    title !== "" &&
    Array.isArray(about) &&
    about.every((label) => typeof label === "string") &&
    typeof changed === "number" &&
    (isDraft === undefined || isDraft === true) &&
    (answer === undefined || answer === "pending" || answer === "failed")
  );
}
