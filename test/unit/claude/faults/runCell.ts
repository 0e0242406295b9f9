import { randomUUID } from "node:crypto";

import { createClient, type Client } from "../../../../src/claude/client";
import {
  answerText,
  type AssistantTurn,
  type ConversationEvent,
  emptyConversation,
} from "../../../../src/core/conversation";
import { noDraft } from "../../../../src/host/chat/draftFiles";
import type { History } from "../../../../src/host/chat/history";
import { ChatSession } from "../../../../src/host/chat/session";
import type { Connections } from "../../../../src/host/connection";
import type { Gate } from "../../../../src/host/gate";
import type { Log } from "../../../../src/host/log";
import { isFullSize } from "../../../support/proof";
import { testKey } from "../asking";
import { until } from "../scriptedServer";
import { type FaultServer, startFaultServer } from "./faultServer";
import type { Cell } from "./streamFaults";
import { withoutImages } from "../../host/withoutImages";

/** What came of a cell. */
export interface Outcome {
  readonly answer: AssistantTurn;
  readonly fromDisk: AssistantTurn;
  /** First lines of the requests that the server heard. */
  readonly requests: readonly string[];
  /** How many requests the screen told of: the question's own, and each that was announced by a countdown. */
  readonly announced: number;
  readonly ms: number;
  readonly logged: string;
}

/** A server with the cell's fault and a client of it, which are closed whatever comes of it. */
export async function withFault<Value>(
  { serves, scheme = "http", isAbsent, ends, orEnds }: Cell,
  arrived: () => Promise<void>,
  use: (client: Client, server: FaultServer) => Promise<Value>,
): Promise<Value> {
  const server = await startFaultServer(serves, arrived);
  // Where silence is not what is tried, a busy machine must not be taken for it.
  const silenceMs = [ends, orEnds].includes("stalled") ? 1_200 : 15_000;
  const timeouts = { firstByteMs: silenceMs, contentMs: silenceMs };
  const baseUrl = `${scheme}://127.0.0.1:${server.port}`;
  if (isAbsent) {
    await server.close();
  }
  try {
    const value = await use(createClient({ baseUrl, apiKey: testKey, userAgent: "test", timeouts }), server);
    await until(() => server.openSockets() === 0);
    if (isFullSize) {
      // The platform lets go of a spare connection after seconds, and of one that it could not make after ten.
      await until(() => server.openSockets("all") === 0, 20_000);
    }
    return value;
  } finally {
    if (!isAbsent) {
      await server.close();
    }
  }
}

/** Asks in a conversation that is kept on the disk; resolves when all is over and the server's sockets are free. */
export function runCell(cell: Cell, history: History): Promise<Outcome> {
  let session: ChatSession | undefined;
  const last = (): AssistantTurn | undefined => {
    const turn = session?.conversation.turns.at(-1);
    return turn?.role === "assistant" ? turn : undefined;
  };
  const arrived = (): Promise<void> =>
    until(() => {
      const turn = last();
      return turn !== undefined && answerText(turn) === cell.keeps;
    });
  return withFault(cell, arrived, async (client, server) => {
    const logged: string[] = [];
    const note = (words: string): void => void logged.push(words);
    const log = { info: note, warn: note, error: note } as unknown as Log;
    const gate = {
      refuse: () => Promise.resolve(undefined),
      answered: () => undefined,
      over: () => undefined,
      spent: () => undefined,
    } as unknown as Gate;
    session = new ChatSession(
      {
        connections: {
          open: () => Promise.resolve({ ok: true, client, endpoint: { host: "h" } }),
        } as unknown as Connections,
        history,
        log,
        gate,
        ...withoutImages,
        requestOptions: () => ({ model: "claude-sonnet-5-5", maxTokens: 100, system: "s", caching: true }),
      },
      { conversation: emptyConversation(randomUUID()), draft: noDraft },
    );
    let announced = 1;
    session.listen({
      onEvents: (events: readonly ConversationEvent[]) => {
        announced += events.filter(({ type }) => type === "askedAgain").length;
        if (cell.cancels && events.some(({ type }) => type === "countingDown")) {
          setImmediate(() => session?.stop());
        }
      },
      onReset: () => undefined,
      onAttachments: () => undefined,
    });
    const begin = performance.now();
    session.send("Why?");
    while (session.isAnswering || last()?.status.type !== "failed") {
      if (performance.now() - begin > 45_000) {
        throw new Error(`${cell.fault}, ${cell.stage}: still ${JSON.stringify(last()?.status)}`);
      }
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
    const ms = performance.now() - begin;
    await session.close();
    const answer = last();
    const fromDisk = (await history.load(session.id)).conversation.turns.at(-1);
    if (answer === undefined || fromDisk?.role !== "assistant") {
      throw new Error(`${cell.fault}, ${cell.stage}: no answer`);
    }
    return { answer, fromDisk, requests: server.requests, announced, ms, logged: logged.join("\n") };
  });
}
