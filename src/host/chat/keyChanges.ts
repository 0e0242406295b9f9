import type { KeyChange } from "../apiKey";
import { endpointSetting } from "../settings";
import type { ChatParts } from "./chat";
import type { Sessions } from "./sessions";
import type { ChatViews } from "./views";

/**
 * A question that waited for the key goes on, in the window where the key was given; an answer that runs on a key just
 * removed stops.
 */
export async function keyChanged(
  { connections, keys, edits }: Pick<ChatParts, "connections" | "keys" | "edits">,
  sessions: Pick<Sessions, "all">,
  views: Pick<ChatViews, "each">,
  { origin, isHere }: KeyChange,
): Promise<void> {
  views.each((view) => void view.keyChanged());
  const endpoint = endpointSetting();
  if (!endpoint.ok || endpoint.endpoint.origin !== origin) {
    return;
  }
  const search = await keys.find(origin);
  if (!search.found) {
    if (search.why !== "unavailable") {
      connections.forget();
      sessions.all.forEach((session) => session.stop());
      edits.all.forEach(({ id }) => edits.cancel(id));
    }
    return;
  }
  for (const session of isHere ? sessions.all : []) {
    const waiting = session.lastFailure;
    const isWaiting =
      waiting?.failure.kind === "noKey" ||
      (waiting?.failure.kind === "badKey" && !connections.hasUsed(search.key));
    if (isWaiting) {
      session.tryAgain(waiting.answerId);
    }
  }
}
