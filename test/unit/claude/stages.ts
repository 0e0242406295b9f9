import { httpChunk, startServer, streamHead, type Heard, type ScriptedServer } from "./scriptedServer";
import { messageStart, textBlock } from "./streams";

/** The beginning of an answer. */
export const half = messageStart() + textBlock(0, "Half");

/** What a server does before it falls silent. */
export const stages: Readonly<Record<string, (heard: Heard) => void>> = {
  "before headers": () => undefined,
  "after headers": ({ socket }) => socket.write(streamHead),
  "in mid-event": ({ socket }) => socket.write(streamHead + httpChunk(`${half}event: content_bl`)),
  "after an event": ({ socket }) => socket.write(streamHead + httpChunk(half)),
  "in an error's body": ({ socket }) =>
    socket.write("HTTP/1.1 500 X\r\ncontent-type: application/json\r\ncontent-length: 99\r\n\r\n{"),
};

/** Runs a test against a server, and closes it whatever comes of it. */
export async function serving(
  answer: (heard: Heard) => void,
  test: (server: ScriptedServer) => Promise<void>,
): Promise<void> {
  const server = await startServer(answer);
  try {
    await test(server);
  } finally {
    await server.close();
  }
}

export function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
