import type { AnswerEvent } from "../core/answer";
import { applyAnswerEvent } from "../core/answerProgress";
import type { AskOptions, AssistantTurn, Conversation, ConversationEvent } from "../core/conversation";
import { automaticRetryDelay, type Failure } from "../core/failure";
import { usageSoFar } from "../core/estimate";
import { suspects } from "../core/imageBlame";
import type { ImageBlocks } from "../core/imageBlocks";
import type { Patience } from "../core/patience";
import { buildRequest, type MessageRequest, requestPrefix, type RequestOptions } from "../core/request";
import type { Connections } from "./connection";
import type { Gate } from "./gate";
import type { Log } from "./log";

/** Gives the images of a conversation as a request has them. Never rejects. */
export type ImagesToSend = (
  conversation: Conversation,
  options: RequestOptions,
  signal: AbortSignal,
) => Promise<
  | { readonly ok: true; readonly blocks: ImageBlocks; readonly tokens: number }
  | { readonly ok: false; readonly failure: Failure }
>;

/** One answer to be had. */
export interface Question {
  readonly answerId: string;
  readonly options: RequestOptions;
  /** The conversation up to the answer, as it is when the request is made. */
  readonly conversation: () => Conversation;
  /** What the request has to pass. */
  readonly gate: Gate;
  /** The person was told why it was held back, and wants it all the same. */
  readonly isForced: boolean;
  /** The images of a conversation as this request has them, or why it cannot have them; left out, it has none. */
  readonly images?: ImagesToSend;
  /** How the person makes a silence last longer before it ends the answer; left out, nobody does. */
  readonly patience?: Patience;
  /** A request is about to go out, made of the conversation as it is now. */
  readonly onRequest: (request: MessageRequest, asked: Conversation) => void;
}

/**
 * Everything that happens until an answer is there, has failed or is aborted: the request, what comes back, and, where
 * the API refused before doing any work and said when to come back, a countdown and another request.
 */
export async function* answering(
  question: Question,
  connections: Connections,
  log: Log,
  signal: AbortSignal,
): AsyncGenerator<ConversationEvent> {
  const { answerId } = question;
  let pauses = 0;
  for (let attempt = 0; ; attempt += 1) {
    let failure: Failure | undefined;
    let hasAnyCome = false;
    let isPaused = false;
    for await (const event of ask(question, connections, log, signal)) {
      if (event.type === "answer" && event.event.type === "failed") {
        failure = event.event.failure;
        break;
      }
      hasAnyCome ||= event.type === "answer" && event.event.type === "partStarted";
      isPaused = isPause(event);
      yield event;
    }
    if (isPaused && pauses < mostPauses && !signal.aborted) {
      pauses += 1;
      yield { type: "resumed", answerId };
      continue;
    }
    if (failure === undefined || signal.aborted) {
      return;
    }
    const wait = hasAnyCome ? undefined : automaticRetryDelay(failure, attempt);
    if (wait === undefined) {
      yield { type: "answer", answerId, event: { type: "failed", failure } };
      return;
    }
    for (let secondsLeft = wait; secondsLeft > 0; secondsLeft -= 1) {
      yield { type: "countingDown", answerId, failure, secondsLeft };
      await oneSecond(signal);
      if (signal.aborted) {
        return;
      }
    }
    yield { type: "askedAgain", answerId, options: recorded(question.options) };
  }
}

/** Of the options, what a conversation keeps. */
export function recorded({ model }: RequestOptions): AskOptions {
  return { model };
}

/** An answer that pauses again and again is not getting anywhere. */
const mostPauses = 5;

function isPause(event: ConversationEvent): boolean {
  return (
    event.type === "answer" && event.event.type === "completed" && event.event.stopReason === "pause_turn"
  );
}

/** One request, or the reason why none was made. */
async function* ask(
  { answerId, options, conversation, gate, isForced, images, patience, onRequest }: Question,
  connections: Connections,
  log: Log,
  signal: AbortSignal,
): AsyncGenerator<ConversationEvent> {
  const told = (event: AnswerEvent): ConversationEvent => ({ type: "answer", answerId, event });
  const connection = await connections.open();
  if (signal.aborted) {
    return;
  }
  if (!connection.ok) {
    yield told({ type: "failed", failure: connection.failure });
    return;
  }
  const asked = conversation();
  const pictures = (await images?.(asked, options, signal)) ?? noImages;
  if (signal.aborted) {
    return;
  }
  if (!pictures.ok) {
    log.info(`Held back: ${inShort(pictures.failure)}`);
    yield told({ type: "failed", failure: pictures.failure });
    return;
  }
  const request = buildRequest(asked, options, pictures.blocks);
  const refusal = await gate.refuse(request, connection, isForced, signal, pictures.tokens);
  if (signal.aborted) {
    gate.over(request);
    return;
  }
  if (refusal !== undefined) {
    log.info(`Held back: ${inShort(refusal)}`);
    yield told({ type: "failed", failure: refusal });
    return;
  }
  onRequest(request, asked);
  const { host } = connection.endpoint;
  log.info(
    `→ ${host} ${request.model}, ${request.messages.length} messages, max_tokens ${request.max_tokens}`,
  );
  yield { type: "sent", answerId, prefix: requestPrefix(request), time: Date.now() };
  // What this one request brings, for its bill.
  let brought: AssistantTurn = {
    role: "assistant",
    id: answerId,
    parentId: "",
    model: request.model,
    status: { type: "waiting" },
    parts: [],
  };
  const blaming = (failure: Failure): Failure => {
    if (failure.kind !== "imageRefused") {
      return failure;
    }
    const { paths = [], ...rest } = failure;
    return { ...rest, images: suspects(request, asked, pictures.blocks, paths) };
  };
  try {
    for await (const event of connection.client.ask(request, signal, patience)) {
      brought = applyAnswerEvent(brought, event);
      if (event.type === "opened") {
        gate.answered(connection.endpoint);
      } else if (event.type === "failed") {
        log.warn(`← ${inShort(event.failure)}`);
      } else if (event.type === "completed") {
        log.info(`← ${event.stopReason}`);
      }
      yield told(event.type === "failed" ? { ...event, failure: blaming(event.failure) } : event);
    }
  } finally {
    const took = usageSoFar(brought);
    if (took !== undefined) {
      gate.spent(request.model, took.usage);
    }
    gate.over(request);
  }
  if (signal.aborted) {
    log.info("← stopped");
  }
}

const noImages = { ok: true, blocks: new Map(), tokens: 0 } as const;

/** A failure without the server's own words: those may hold the question. */
function inShort(failure: Failure): string {
  const facts: readonly string[] = ["status", "code", "errorType", "contentType", "requestId"];
  const known = Object.entries(failure).filter(([name]) => facts.includes(name));
  return [failure.kind, ...known.map(([name, value]) => `${name} ${value}`)].join(", ");
}

/** A second, or less when the signal is aborted. */
async function oneSecond(signal: AbortSignal): Promise<void> {
  await new Promise<void>((resolve) => {
    const done = (): void => {
      clearTimeout(timer);
      signal.removeEventListener("abort", done);
      resolve();
    };
    const timer = setTimeout(done, 1_000);
    signal.addEventListener("abort", done);
  });
}
