import { readdir } from "node:fs/promises";
import { dirname, join } from "node:path";

import { History } from "../../src/host/chat/history";
import type { Earlier } from "./story";

/**
 * Puts conversations of earlier days beside the one that a workbench has written, as another window would have.
 * @param workspace the folder that is open in that workbench
 */
export async function addEarlier(workspace: string, earlier: readonly Earlier[]): Promise<void> {
  const root = dirname(workspace);
  const place = (await readdir(root, { recursive: true })).find((path) =>
    path.endsWith(join("ask-claude.ask-claude", "conversations")),
  );
  if (place === undefined) {
    throw new Error("The workbench has written no conversation yet.");
  }
  const history = new History(join(root, place), "earlier", (error) => {
    throw error;
  });
  const { now } = Date;
  try {
    for (const [index, { question, answer, at }] of earlier.entries()) {
      Date.now = () => Date.parse(at);
      append(history, `earlier-${index}`, question, answer);
      // What is written later is written with the time of then.
      await history.flush();
    }
  } finally {
    Date.now = now;
  }
}

function append(history: History, id: string, question: string, text: string): void {
  const answerId = `${id}-answer`;
  const options = { model: "claude-sonnet-5-5" };
  history.append(id, [
    {
      type: "asked",
      turn: { role: "user", id: `${id}-question`, text: question, context: [] },
      answerId,
      options,
    },
    { type: "answer", answerId, event: { type: "partStarted", index: 0, part: { type: "text", text } } },
    { type: "stopped", answerId },
  ]);
}
